import { ShapeError } from "@sepconv/backend";
import { reshapeTo, type Tensor } from "@sepconv/core";
import type { CallOptions } from "../call-options.js";
import type { PartialShape } from "../partial-shape.js";
import { type Masks, MergeLayer } from "./merge-layer.js";

/**
 * A layer that merges its inputs element by element. Extents are aligned at the end and an extent of 1 stretches; an input of
 * lower rank gets axes behind the batch.
 */
export abstract class ElementwiseMerge extends MergeLayer {
  /** Merges tensors that broadcast. */
  protected abstract combined(inputs: readonly Tensor[]): Tensor;

  protected override merge(
    inputs: readonly Tensor[],
    _masks: Masks | null,
    _options: Omit<CallOptions, "mask">,
  ): Tensor {
    const rank = Math.max(...inputs.map(({ shape }) => shape.length));
    return this.combined(inputs.map((input) => ofRank(input, rank)));
  }

  protected override mergedShape(inputShapes: readonly PartialShape[]): PartialShape {
    const batch = inputShapes.map(([first = null]) => first).find((extent) => extent !== null) ?? null;
    const samples = inputShapes.map(([, ...sample]) => sample);
    const merged = samples.reduce<PartialShape>((a, b) => this.#broadcast(a, b, inputShapes), []);
    return [batch, ...merged];
  }

  #broadcast(a: PartialShape, b: PartialShape, all: readonly PartialShape[]): PartialShape {
    const rank = Math.max(a.length, b.length);
    return Array.from({ length: rank }, (_, index) => {
      const [left, right] = [a, b].map((shape) =>
        shape.length - rank + index < 0 ? 1 : (shape.at(index - rank) ?? null),
      );
      if (left === null || right === null || left === undefined || right === undefined) return null;
      if (left === right || right === 1) return left;
      if (left === 1) return right;
      throw new ShapeError({
        where: this.where,
        problem: "the inputs' shapes do not broadcast",
        expected: "equal extents, or 1",
        got: all,
      });
    });
  }
}

/** A tensor with axes of extent 1 behind the batch. */
function ofRank(x: Tensor, rank: number): Tensor {
  const missing = new Array<number>(rank - x.shape.length).fill(1);
  return missing.length === 0 ? x : reshapeTo(x, x.shape.toSpliced(1, 0, ...missing));
}
