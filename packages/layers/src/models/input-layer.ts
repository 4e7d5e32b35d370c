import { ArgumentError, type DType, isDType, ShapeError } from "@sepconv/backend";
import type { Tensor } from "@sepconv/core";
import { type Config, optionsFromConfig } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { dtypePolicy } from "../dtype-policy.js";
import { Layer } from "../layer.js";
import type { LayerOptions } from "../layer-options.js";
import { refuseUnlessUnused } from "../not-yet.js";
import { isPartialShape, type PartialShape, showShape } from "../partial-shape.js";
import type { Deserialize } from "../serialization/deserialize.js";

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
  /** The input's element type. */
  readonly inputDType: DType;
  override supportsMasking = true;

  constructor(options: InputLayerOptions) {
    const { dtype, ...others } = options;
    super("InputLayer", others, ["shape", "batchShape", "sparse", "ragged", "optional"]);
    this.inputDType = isDType(dtype) ? dtype : dtypePolicy(this.where, dtype).dtype;
    if (isGiven(options.shape) && isGiven(options.batchShape)) {
      throw new ArgumentError({
        where: this.where,
        problem: "shape and batchShape say the same",
        expected: "one of them",
        got: { shape: options.shape, batchShape: options.batchShape },
      });
    }
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
  static fromConfig(config: Config, _deserialize?: Deserialize, _options?: DialectOption): InputLayer {
    const { batch_shape, batch_input_shape, trainable: _, ...others } = config;
    return new this({
      ...optionsFromConfig<InputLayerOptions>(others),
      ...shapeOption(batch_shape ?? batch_input_shape),
    });
  }

  override call(x: Tensor): Tensor {
    return x;
  }

  protected override outputShapeOf(inputShape: PartialShape): PartialShape {
    return inputShape;
  }

  override getConfig({ dialect = "keras3" }: DialectOption = {}): Config {
    const { batchShape, inputDType: dtype, name } = this;
    return dialect === "keras2"
      ? { batch_input_shape: batchShape, dtype, sparse: false, ragged: false, name }
      : { batch_shape: batchShape, dtype, sparse: false, ragged: false, name, optional: false };
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

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined;
}

/** The type is a claim, which the constructor checks. */
function shapeOption(batchShape: unknown): Pick<InputLayerOptions, "batchShape"> {
  return batchShape === undefined ? {} : { batchShape: batchShape as PartialShape };
}
