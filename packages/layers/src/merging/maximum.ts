import { maximum, type Tensor } from "@sepconv/core";
import type { LayerOptions } from "../layer-options.js";
import { ElementwiseMerge } from "./elementwise-merge.js";

/**
 * The largest of the inputs: `y = max(a, b, …)`, element by element. Extents are aligned at the end and an extent of 1 stretches.
 *
 * @throws ArgumentError for an unknown option, and where the input is no list. @throws ShapeError where shapes do not fit.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.Maximum().apply([tensor([[1, 5]]), tensor([[3, 2]])]).dataSync(); // [3, 5]
 * @see https://keras.io/api/layers/merging_layers/maximum/
 */
export class Maximum extends ElementwiseMerge {
  constructor(options: LayerOptions = {}) {
    super("Maximum", options);
  }

  protected override combined(inputs: readonly Tensor[]): Tensor {
    return inputs.reduce(maximum);
  }
}
