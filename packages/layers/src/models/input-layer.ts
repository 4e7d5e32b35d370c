import { ArgumentError, ShapeError } from "@sepconv/backend";
import type { Tensor } from "@sepconv/core";
import type { Config } from "../config.js";
import { dtypeFrom } from "../dtype-policy.js";
import { Layer, type LayerOptions } from "../layer.js";
import { refuseUnlessUnused } from "../not-yet.js";
import { isPartialShape, type PartialShape, showShape } from "../partial-shape.js";

/** The arguments of Keras' `InputLayer`, in camelCase. */
export interface InputLayerOptions extends LayerOptions {
  /** Extents without the batch. Either this or `batchShape`. */
  readonly shape?: PartialShape;
  /** Extents with the batch, null where anything goes. */
  readonly batchShape?: PartialShape;
}

/**
 * The input of a model: says which shape it takes.
 *
 * @throws ArgumentError where the shape is none. @throws ShapeError for an input that does not fit.
 * @example
 * import * as layers from "@sepconv/layers";
 * new layers.InputLayer({ shape: [null, 6] }).batchShape; // [null, null, 6]
 *
 * @see https://keras.io/api/layers/core_layers/input/
 */
export class InputLayer extends Layer {
  readonly batchShape: PartialShape;

  constructor(options: InputLayerOptions) {
    super("InputLayer", options, ["shape", "batchShape", "sparse", "ragged", "optional"]);
    refuseUnlessUnused(this.where, options, ["sparse", "ragged", "optional"]);
    const batchShape: unknown =
      options.batchShape ?? (Array.isArray(options.shape) ? [null, ...options.shape] : options.shape);
    if (!isPartialShape(batchShape)) {
      throw new ArgumentError({
        where: this.where,
        problem: "shape is not valid",
        expected: "whole numbers, or null for unknown extents",
        got: batchShape,
      });
    }
    this.batchShape = batchShape;
  }

  /** A layer from the configuration of Keras 3 (`batch_shape`) or Keras 2 (`batch_input_shape`). */
  static fromConfig(config: Config): InputLayer {
    const { batch_shape, batch_input_shape, name, dtype, sparse, ragged, optional, trainable: _, ...unknown } = config;
    const options = { name, sparse, ragged, optional, ...unknown, batchShape: batch_shape ?? batch_input_shape };
    const given = Object.entries(options).filter(([, value]) => value !== undefined);
    return new InputLayer({ ...Object.fromEntries(given), dtype: dtypeFrom("InputLayer", dtype) });
  }

  override call(x: Tensor): Tensor {
    return x;
  }

  protected override outputShapeOf(inputShape: PartialShape): PartialShape {
    return inputShape;
  }

  override getConfig(): Config {
    return {
      batch_shape: this.batchShape,
      dtype: this.dtype,
      sparse: false,
      ragged: false,
      name: this.name,
      optional: false,
    };
  }

  protected override checkInput(inputShape: PartialShape): void {
    const fits =
      inputShape.length === this.batchShape.length &&
      this.batchShape.every(
        (extent, axis) => extent === null || inputShape[axis] === null || extent === inputShape[axis],
      );
    if (fits) return;
    throw new ShapeError({
      where: this.where,
      problem: "the input does not fit",
      expected: showShape(this.batchShape),
      got: inputShape,
    });
  }
}
