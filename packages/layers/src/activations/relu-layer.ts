import { finiteNumber, type Tensor } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import type { LayerOptions } from "../layer-options.js";
import { SameShapeLayer } from "../same-shape-layer.js";
import { heldNumber } from "./held-number.js";
import { reluOf } from "./rectifier.js";

/** The arguments of Keras' `ReLU`, in camelCase. */
export interface ReLUOptions extends LayerOptions {
  /** The largest value, 0 or more. Default: none. */
  readonly maxValue?: number | null;
  /** The slope up to the threshold, 0 or more. Default: 0. */
  readonly negativeSlope?: number;
  /** Where the function changes, 0 or more. Default: 0. */
  readonly threshold?: number;
}

/**
 * `y = min(x, maxValue)` where x > threshold, else `negativeSlope · (x − threshold)`; the shape stays.
 *
 * @throws ArgumentError for a parameter that is negative or no finite number.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.ReLU({ maxValue: 2, negativeSlope: 0.5 }).apply(tensor([-2, 1, 3])).dataSync(); // [-1, 1, 2]
 * @see https://keras.io/api/layers/activation_layers/relu/
 */
export class ReLU extends SameShapeLayer {
  readonly maxValue: number | null;
  readonly negativeSlope: number;
  readonly threshold: number;

  constructor(options: ReLUOptions = {}) {
    super("ReLU", options, ["maxValue", "negativeSlope", "threshold"]);
    const { maxValue = null, negativeSlope = 0, threshold = 0 } = options;
    this.maxValue = maxValue === null ? null : finiteNumber(this.where, "maxValue", maxValue, 0);
    this.negativeSlope = finiteNumber(this.where, "negativeSlope", negativeSlope, 0);
    this.threshold = finiteNumber(this.where, "threshold", threshold, 0);
  }

  override call(x: Tensor): Tensor {
    return reluOf(x, this);
  }

  override getConfig(options: DialectOption = {}): Config {
    const { maxValue, negativeSlope, threshold } = this;
    return {
      ...super.getConfig(options),
      max_value: maxValue === null ? null : heldNumber(maxValue, options),
      negative_slope: heldNumber(negativeSlope, options),
      threshold: heldNumber(threshold, options),
    };
  }
}
