import { ArgumentError, elementCount, ShapeError } from "@sepconv/backend";
import { boolean, matmul, reshapeTo, type Tensor, transposed } from "@sepconv/core";
import { type Axes, axesIn } from "../axes.js";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import type { LayerOptions } from "../layer-options.js";
import { unitVectors } from "../normalization/unit-vectors.js";
import type { PartialShape } from "../partial-shape.js";
import { checkPair } from "./check-pair.js";
import { MergeLayer } from "./merge-layer.js";

/** The arguments of Keras' `Dot`, in camelCase. */
export interface DotOptions extends LayerOptions {
  /** The axis over which products are summed, of both inputs or one of each; a negative one counts from the end. */
  readonly axes: Axes;
  /** Whether both inputs are divided by their norm along the axis first: a cosine. Default: false. */
  readonly normalize?: boolean;
}

/**
 * Sums of products of two inputs along one axis of each, sample by sample: `[batch, …, n]` and `[batch, n, …]` →
 * `[batch, …, …]`, the axes that are left; `[batch, n]` and `[batch, n]` → `[batch, 1]`. The output has no mask.
 *
 * @throws ArgumentError for an option that is unknown or has no valid value, and where the input is no list of two.
 * @throws ShapeError where the axes have different extents.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.Dot({ axes: 1 }).apply([tensor([[1, 2]]), tensor([[3, 4]])]).dataSync(); // [11]
 * @see https://keras.io/api/layers/merging_layers/dot/
 */
export class Dot extends MergeLayer {
  readonly axes: Axes;
  readonly normalize: boolean;

  constructor(options: DotOptions) {
    super("Dot", options, ["axes", "normalize"]);
    const { axes, normalize = false } = options;
    const list: unknown = typeof axes === "number" ? [axes, axes] : axes;
    if (!Array.isArray(list) || list.length !== 2 || !list.every((axis) => Number.isInteger(axis) && axis !== 0)) {
      throw new ArgumentError({
        where: this.where,
        problem: "axes is not valid",
        expected: "a whole number other than 0, or a list of two",
        got: axes,
      });
    }
    this.axes = axes;
    this.normalize = boolean(this.where, "normalize", normalize);
  }

  protected override merge([first, second]: readonly Tensor[]): Tensor {
    if (!first || !second) throw new RangeError("Dot lacks an input");
    const [a, b] = this.#axesIn([first.shape, second.shape]);
    const [left, right] = this.normalize
      ? [unitVectors(first, [a], 1e-7), unitVectors(second, [b], 1e-7)]
      : [first, second];
    const [batch = 0, ...rows] = first.shape.toSpliced(a, 1);
    const [, ...columns] = second.shape.toSpliced(b, 1);
    const n = first.shape[a] ?? 0;
    const others = (x: Tensor, axis: number): number[] =>
      [...x.shape.keys()].filter((each) => each > 0 && each !== axis);
    const product = matmul(
      reshapeTo(transposed(left, [0, ...others(left, a), a]), [batch, elementCount(rows), n]),
      reshapeTo(transposed(right, [0, b, ...others(right, b)]), [batch, n, elementCount(columns)]),
    );
    const shape = [...rows, ...columns];
    return reshapeTo(product, [batch, ...(shape.length === 0 ? [1] : shape)]);
  }

  protected override mergedShape(inputShapes: readonly PartialShape[]): PartialShape {
    const [a, b] = this.#axesIn(inputShapes);
    const [batch = null, ...rows] = inputShapes[0]?.toSpliced(a, 1) ?? [];
    const [second = null, ...columns] = inputShapes[1]?.toSpliced(b, 1) ?? [];
    const shape = [...rows, ...columns];
    return [batch ?? second, ...(shape.length === 0 ? [1] : shape)];
  }

  protected override checkInputs(inputShapes: readonly PartialShape[]): void {
    checkPair(this.where, inputShapes);
    const extents = this.#axesIn(inputShapes).map((axis, index) => inputShapes[index]?.[axis] ?? null);
    const [left = null, right = null] = extents;
    if (left === null || right === null || left === right) return;
    throw new ShapeError({
      where: this.where,
      problem: "the axes have different extents",
      expected: `${left} along axis ${this.#axesIn(inputShapes)[1]} of the second input`,
      got: inputShapes,
    });
  }

  protected override mergedMask(): null {
    return null;
  }

  override getConfig(options?: DialectOption): Config {
    return { ...super.getConfig(options), axes: this.axes, normalize: this.normalize };
  }

  #axesIn([first = [], second = []]: readonly PartialShape[]): [a: number, b: number] {
    const [left = 0, right = 0] = typeof this.axes === "number" ? [this.axes, this.axes] : this.axes;
    const [a = 0, b = 0] = [...axesIn(this.where, left, first), ...axesIn(this.where, right, second)];
    return [a, b];
  }
}
