import { ShapeError } from "@sepconv/backend";
import { any, broadcastTo, concat, ones, reshapeTo, type Tensor, wholeNumber } from "@sepconv/core";
import { axesIn } from "../axes.js";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import type { LayerOptions } from "../layer-options.js";
import type { PartialShape } from "../partial-shape.js";
import { type Masks, MergeLayer } from "./merge-layer.js";

/** The arguments of Keras' `Concatenate`, in camelCase. */
export interface ConcatenateOptions extends LayerOptions {
  /** The axis along which the inputs follow each other; a negative one counts from the end. Default: -1, the channels. */
  readonly axis?: number;
}

/**
 * The inputs one after the other along an axis: `[batch, steps, a]` and `[batch, steps, b]` → `[batch, steps, a + b]`.
 *
 * @throws ArgumentError for an option that is unknown or has no valid value, an axis that is not there, and where the input is
 *   no list. @throws ShapeError where the inputs have other differences than along the axis.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.Concatenate().apply([tensor([[1, 2]]), tensor([[3]])]).dataSync(); // [1, 2, 3]
 * @see https://keras.io/api/layers/merging_layers/concatenate/
 */
export class Concatenate extends MergeLayer {
  readonly axis: number;

  constructor(options: ConcatenateOptions = {}) {
    super("Concatenate", options, ["axis"]);
    this.axis = wholeNumber(this.where, "axis", options.axis ?? -1, -Number.MAX_SAFE_INTEGER);
  }

  protected override merge(inputs: readonly Tensor[]): Tensor {
    return concat(inputs, { axis: this.axis });
  }

  protected override mergedShape(inputShapes: readonly PartialShape[]): PartialShape {
    const [first = []] = inputShapes;
    const [axis = 0] = axesIn(this.where, this.axis, first);
    return first.map((_, index) => {
      const extents = inputShapes.map((shape) => (shape.length === first.length ? (shape[index] ?? null) : undefined));
      if (index === axis) {
        return extents.reduce<number | null>(
          (sum, extent) => (sum === null || extent === null || extent === undefined ? null : sum + extent),
          0,
        );
      }
      const [known = null, ...others] = new Set(extents.filter((extent) => extent !== null));
      if (others.length === 0 && known !== undefined) return known;
      throw this.#unlike(axis, inputShapes);
    });
  }

  protected override checkInputs(inputShapes: readonly PartialShape[]): void {
    const [first = []] = inputShapes;
    const [axis = 0] = axesIn(this.where, this.axis, first);
    if (inputShapes.some(({ length }) => length !== first.length)) throw this.#unlike(axis, inputShapes);
    super.checkInputs(inputShapes);
  }

  protected override mergedMask(inputs: readonly Tensor[], masks: Masks): Tensor {
    const stretched = inputs.map((input, index) => {
      const mask = masks[index] ?? null;
      if (mask === null) return ones(input.shape, "bool");
      return mask.shape.length < input.shape.length
        ? broadcastTo(reshapeTo(mask, [...mask.shape, 1]), input.shape)
        : mask;
    });
    return any(concat(stretched, { axis: this.axis }), { axis: -1 });
  }

  override getConfig(options?: DialectOption): Config {
    return { ...super.getConfig(options), axis: this.axis };
  }

  #unlike(axis: number, inputShapes: readonly PartialShape[]): ShapeError {
    return new ShapeError({
      where: this.where,
      problem: "the inputs differ",
      expected: `equal extents but along axis ${axis}`,
      got: inputShapes,
    });
  }
}
