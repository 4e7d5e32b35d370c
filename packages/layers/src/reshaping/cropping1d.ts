import { ShapeError } from "@sepconv/backend";
import { stridedSlice, type Tensor } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import type { LayerOptions } from "../layer-options.js";
import type { PartialShape } from "../partial-shape.js";
import { StepsLayer } from "../steps-layer.js";
import { type StepPair, stepPair } from "./step-pair.js";

/** The arguments of Keras' `Cropping1D`, in camelCase. */
export interface Cropping1DOptions extends LayerOptions {
  /** Steps in front and behind: one number for both, or a list of two. Default: 1. */
  readonly cropping?: StepPair;
}

/**
 * Leaves out steps in front and behind: `[batch, steps, channels]` → `[batch, steps − before − after, channels]`.
 *
 * @throws ArgumentError for an option that is unknown or has no valid value. @throws ShapeError for another rank than 3, and
 *   where no step is left.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.Cropping1D({ cropping: [2, 1] }).apply(tensor([[[1], [2], [3], [4]]])).dataSync(); // [3]
 * @see https://keras.io/api/layers/reshaping_layers/cropping1d/
 */
export class Cropping1D extends StepsLayer {
  readonly cropping: readonly [before: number, after: number];
  protected override readonly keepsBuildShape = true;

  constructor(options: Cropping1DOptions = {}) {
    super("Cropping1D", options, ["cropping"]);
    this.cropping = stepPair(this.where, "cropping", options.cropping ?? 1);
  }

  override call(x: Tensor): Tensor {
    const size = x.shape.with(1, this.outputSteps(x.shape[1] ?? 0, x.shape));
    return stridedSlice(x, [0, this.cropping[0], 0], [1, 1, 1], size);
  }

  protected override outputSteps(steps: number, inputShape: PartialShape): number {
    const [before, after] = this.cropping;
    if (steps > before + after) return steps - before - after;
    throw new ShapeError({
      where: this.where,
      problem: "cropping leaves no step of the input",
      expected: `more than ${before + after} steps`,
      got: inputShape,
    });
  }

  override getConfig(options?: DialectOption): Config {
    return { ...super.getConfig(options), cropping: this.cropping };
  }
}
