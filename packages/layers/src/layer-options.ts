import { ArgumentError } from "@sepconv/backend";
import { wholeNumber } from "@sepconv/core";
import type { DialectOption } from "./dialect.js";
import { isPartialShape, type PartialShape } from "./partial-shape.js";
import type { RegularizerLike } from "./regularizers/get-regularizer.js";

/** What every layer's constructor takes. */
export interface LayerOptions extends DialectOption {
  /** Default: made from the class, `separable_conv1d`, `separable_conv1d_1`, … */
  readonly name?: string | null;
  /** Whether training changes the weights. Default: true. */
  readonly trainable?: boolean;
  /**
   * The dtype policy, as a name or as Keras serializes it: "float32" (default), "float64" for the CPU, "mixed_float16" or
   * "mixed_bfloat16". Mixed policies are kept in the configuration, and computed in float32.
   */
  readonly dtype?: unknown;
  /** Whether floating-point inputs of another dtype are cast to the layer's. Default: true. */
  readonly autocast?: boolean;
  /** What the output costs. Default: nothing. */
  readonly activityRegularizer?: RegularizerLike | null;
  /** Of the first layer in a `Sequential` model: the input's shape without the batch. */
  readonly inputShape?: PartialShape | null;
  /** The same with the batch. */
  readonly batchInputShape?: PartialShape | null;
  /** The same for an input of rank 2: its one extent. */
  readonly inputDim?: number | null;
  /** The batch of `inputShape`. */
  readonly batchSize?: number | null;
}

export const layerOptionNames: readonly string[] = [
  "name",
  "trainable",
  "dtype",
  "autocast",
  "activityRegularizer",
  "inputShape",
  "batchInputShape",
  "inputDim",
  "batchSize",
  "dialect",
];

/** The input's shape that a layer was given at its construction, or null. @throws ArgumentError where it is none. */
export function batchInputShapeOf(where: string, options: LayerOptions): PartialShape | null {
  const { batchInputShape, inputShape, inputDim, batchSize = null } = options;
  if (isGiven(batchInputShape)) return checked(where, "batchInputShape", batchInputShape);
  const batch = batchSize === null ? null : wholeNumber(where, "batchSize", batchSize, 0);
  if (isGiven(inputShape)) return [batch, ...checked(where, "inputShape", inputShape)];
  return isGiven(inputDim) ? [batch, wholeNumber(where, "inputDim", inputDim)] : null;
}

function isGiven<Value>(value: Value | null | undefined): value is Value {
  return value !== null && value !== undefined;
}

function checked(where: string, name: string, shape: unknown): PartialShape {
  if (isPartialShape(shape)) return shape;
  const expected = "whole numbers, or null for unknown extents";
  throw new ArgumentError({ where, problem: `${name} is not valid`, expected, got: shape });
}
