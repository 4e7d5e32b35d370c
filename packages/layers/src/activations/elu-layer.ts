import { finiteNumber, type Tensor } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import type { LayerOptions } from "../layer-options.js";
import { SameShapeLayer } from "../same-shape-layer.js";
import { heldNumber } from "./held-number.js";
import { elu } from "./parameterized.js";

/** The arguments of Keras' `ELU`, in camelCase. */
export interface ELUOptions extends LayerOptions {
  /** The scale below 0. Default: 1. */
  readonly alpha?: number;
}

/**
 * `y = x` where x > 0, else `alpha · (eˣ − 1)`; the shape stays.
 *
 * @throws ArgumentError for a scale that is no finite number.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.ELU({ alpha: 2 }).apply(tensor([-100, 3])).dataSync(); // [-2, 3]
 * @see https://keras.io/api/layers/activation_layers/elu/
 */
export class ELU extends SameShapeLayer {
  readonly alpha: number;

  constructor(options: ELUOptions = {}) {
    super("ELU", options, ["alpha"]);
    this.alpha = finiteNumber(this.where, "alpha", options.alpha ?? 1);
  }

  override call(x: Tensor): Tensor {
    return elu(x, { alpha: this.alpha });
  }

  override getConfig(options: DialectOption = {}): Config {
    const alpha = heldNumber(this.alpha, options);
    const { name, ...others } = super.getConfig(options);
    return options.dialect === "keras2" ? { name, ...others, alpha } : { name, alpha, ...others };
  }
}
