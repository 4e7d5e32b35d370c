import { sub, type Tensor } from "@sepconv/core";
import type { LayerOptions } from "../layer-options.js";
import type { PartialShape } from "../partial-shape.js";
import { checkPair } from "./check-pair.js";
import { ElementwiseMerge } from "./elementwise-merge.js";

/**
 * The difference of two inputs: `y = a − b`, element by element. Extents are aligned at the end and an extent of 1 stretches.
 *
 * @throws ArgumentError for an unknown option, and where the input is no list of two. @throws ShapeError where shapes do not
 *   fit.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.Subtract().apply([tensor([[1, 5]]), tensor([[3, 2]])]).dataSync(); // [-2, 3]
 * @see https://keras.io/api/layers/merging_layers/subtract/
 */
export class Subtract extends ElementwiseMerge {
  constructor(options: LayerOptions = {}) {
    super("Subtract", options);
  }

  protected override combined(inputs: readonly Tensor[]): Tensor {
    return inputs.reduce(sub);
  }

  protected override checkInputs(inputShapes: readonly PartialShape[]): void {
    checkPair(this.where, inputShapes);
    super.checkInputs(inputShapes);
  }
}
