import { minimum, type Tensor } from "@sepconv/core";
import type { LayerOptions } from "../layer-options.js";
import { ElementwiseMerge } from "./elementwise-merge.js";

/**
 * The least of the inputs: `y = min(a, b, …)`, element by element. Extents are aligned at the end and an extent of 1 stretches.
 *
 * @throws ArgumentError for an unknown option, and where the input is no list. @throws ShapeError where shapes do not fit.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.Minimum().apply([tensor([[1, 5]]), tensor([[3, 2]])]).dataSync(); // [1, 2]
 * @see https://keras.io/api/layers/merging_layers/minimum/
 */
export class Minimum extends ElementwiseMerge {
  constructor(options: LayerOptions = {}) {
    super("Minimum", options);
  }

  protected override combined(inputs: readonly Tensor[]): Tensor {
    return inputs.reduce(minimum);
  }
}
