import { ArgumentError } from "@sepconv/backend";
import { type Tensor, transposed } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { Layer } from "../layer.js";
import type { LayerOptions } from "../layer-options.js";
import type { PartialShape } from "../partial-shape.js";

/** The arguments of Keras' `Permute`, in camelCase. */
export interface PermuteOptions extends LayerOptions {
  /** Axis i + 1 of the output is axis `dims[i]` of the input; the batch, axis 0, stays. */
  readonly dims: readonly number[];
}

/**
 * The axes of a sample in another order: with `dims: [2, 1]`, `[batch, steps, channels]` → `[batch, channels, steps]`.
 *
 * @throws ArgumentError where `dims` does not name each axis once, from 1 on. @throws ShapeError for another rank.
 * @example
 * import * as layers from "@sepconv/layers";
 * new layers.Permute({ dims: [2, 1] }).computeOutputShape([null, 50, 64]); // [null, 64, 50]
 * @see https://keras.io/api/layers/reshaping_layers/permute/
 */
export class Permute extends Layer {
  readonly dims: readonly number[];
  protected override readonly keepsBuildShape = true;

  constructor(options: PermuteOptions) {
    super("Permute", options, ["dims"]);
    const { dims } = options;
    if (!Array.isArray(dims) || !Array.from(dims.keys()).every((index) => dims.includes(index + 1))) {
      throw new ArgumentError({
        where: this.where,
        problem: "dims is not valid",
        expected: "each axis once, from 1 on",
        got: dims,
      });
    }
    this.dims = dims;
    this.inputSpec = { ndim: dims.length + 1 };
  }

  override call(x: Tensor): Tensor {
    return transposed(x, [0, ...this.dims]);
  }

  protected override outputShapeOf(inputShape: PartialShape): PartialShape {
    return [0, ...this.dims].map((axis) => inputShape[axis] ?? null);
  }

  override getConfig(options?: DialectOption): Config {
    return { ...super.getConfig(options), dims: this.dims };
  }
}
