import type { Tensor } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import type { LayerOptions } from "../layer-options.js";
import { singleNumber } from "../single-number.js";
import { StepsLayer } from "../steps-layer.js";
import { repeatedSteps } from "./repeated-steps.js";

/** The arguments of Keras' `UpSampling1D`, in camelCase. */
export interface UpSampling1DOptions extends LayerOptions {
  /** How often each step comes. Default: 2. */
  readonly size?: number;
}

/**
 * Each step `size` times: `[batch, steps, channels]` → `[batch, steps · size, channels]`.
 *
 * @throws ArgumentError for an option that is unknown or has no valid value. @throws ShapeError for another rank than 3.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.UpSampling1D().apply(tensor([[[1], [2]]])).dataSync(); // [1, 1, 2, 2]
 * @see https://keras.io/api/layers/reshaping_layers/up_sampling1d/
 */
export class UpSampling1D extends StepsLayer {
  readonly size: number;
  protected override readonly keepsBuildShape = true;

  constructor(options: UpSampling1DOptions = {}) {
    super("UpSampling1D", options, ["size"]);
    this.size = singleNumber(this.where, "size", options.size ?? 2);
  }

  override call(x: Tensor): Tensor {
    return repeatedSteps(x, this.size);
  }

  protected override outputSteps(steps: number): number {
    return steps * this.size;
  }

  override getConfig(options?: DialectOption): Config {
    return { ...super.getConfig(options), size: this.size };
  }
}
