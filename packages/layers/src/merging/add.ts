import { add, type Tensor } from "@sepconv/core";
import type { LayerOptions } from "../layer-options.js";
import { ElementwiseMerge } from "./elementwise-merge.js";

/**
 * The sum of the inputs: `y = a + b + …`, element by element. Extents are aligned at the end and an extent of 1 stretches.
 *
 * @throws ArgumentError for an unknown option, and where the input is no list. @throws ShapeError where shapes do not fit.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.Add().apply([tensor([[1, 5]]), tensor([[3, 2]])]).dataSync(); // [4, 7]
 * @see https://keras.io/api/layers/merging_layers/add/
 */
export class Add extends ElementwiseMerge {
  constructor(options: LayerOptions = {}) {
    super("Add", options);
  }

  protected override combined(inputs: readonly Tensor[]): Tensor {
    return inputs.reduce(add);
  }
}
