import { any, broadcastTo, logicalOr, mul, reshapeTo, select, type Tensor } from "@sepconv/core";
import type { CallOptions } from "../call-options.js";
import type { LayerOptions } from "../layer-options.js";
import { ElementwiseMerge } from "./elementwise-merge.js";
import type { Masks } from "./merge-layer.js";

/**
 * The product of the inputs: `y = a · b · …`, element by element. Extents are aligned at the end and an extent of 1
 * stretches. A step that an input's mask leaves out counts as 1 there; what all leave out is 0.
 *
 * @throws ArgumentError for an unknown option, and where the input is no list. @throws ShapeError where shapes do not fit.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.Multiply().apply([tensor([[1, 5]]), tensor([[3, 2]])]).dataSync(); // [3, 10]
 * @see https://keras.io/api/layers/merging_layers/multiply/
 */
export class Multiply extends ElementwiseMerge {
  constructor(options: LayerOptions = {}) {
    super("Multiply", options);
  }

  protected override merge(inputs: readonly Tensor[], masks: Masks | null, options: Omit<CallOptions, "mask">): Tensor {
    const stretched = inputs.map((input, index) => {
      const mask = masks?.[index];
      return mask ? broadcastTo(reshapeTo(mask, [...mask.shape, 1]), input.shape) : null;
    });
    const counted = inputs.map((input, index) => {
      const mask = stretched[index];
      return mask ? select(mask, input, 1) : input;
    });
    const product = super.merge(counted, masks, options);
    const given = stretched.flatMap((mask) => mask ?? []);
    if (given.length < inputs.length) return product;
    return select(any(given.reduce(logicalOr), { axis: -1, keepDims: true }), product, 0);
  }

  protected override combined(inputs: readonly Tensor[]): Tensor {
    return inputs.reduce(mul);
  }
}
