import { finiteNumber, type Tensor } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import type { LayerOptions } from "../layer-options.js";
import { SameShapeLayer } from "../same-shape-layer.js";
import { heldNumber } from "./held-number.js";
import { leakyReluOf } from "./rectifier.js";

/** The arguments of Keras' `LeakyReLU`, in camelCase. */
export interface LeakyReLUOptions extends LayerOptions {
  /** The slope below 0, 0 or more. Default: 0.3, other than that of the function. */
  readonly negativeSlope?: number;
  /** The same, as Keras 2 calls it. */
  readonly alpha?: number;
}

/**
 * `y = x` where x > 0, else `negativeSlope · x`; the shape stays.
 *
 * @throws ArgumentError for a slope that is negative or no finite number.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.LeakyReLU({ negativeSlope: 0.5 }).apply(tensor([-2, 3])).dataSync(); // [-1, 3]
 * @see https://keras.io/api/layers/activation_layers/leaky_relu/
 */
export class LeakyReLU extends SameShapeLayer {
  readonly negativeSlope: number;

  constructor(options: LeakyReLUOptions = {}) {
    super("LeakyReLU", options, ["negativeSlope", "alpha"]);
    const name = options.alpha === undefined ? "negativeSlope" : "alpha";
    const { [name]: slope = 0.3 } = options;
    this.negativeSlope = finiteNumber(this.where, name, slope, 0);
  }

  override call(x: Tensor): Tensor {
    return leakyReluOf(x, this.negativeSlope);
  }

  override getConfig(options: DialectOption = {}): Config {
    const name = options.dialect === "keras2" ? "alpha" : "negative_slope";
    return { ...super.getConfig(options), [name]: heldNumber(this.negativeSlope, options) };
  }
}
