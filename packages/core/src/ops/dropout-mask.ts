import { type DType, dropoutMaskSpec, elementCount, type Shape } from "@sepconv/backend";
import { checkOptions } from "../arguments/check-options.js";
import { finiteNumber } from "../arguments/finite-number.js";
import { numberBetween } from "../arguments/number-between.js";
import { oneOf } from "../arguments/one-of.js";
import { execute } from "../engine/execute.js";
import type { RandomSource } from "../random/random-source.js";
import { checkShape } from "../tensor/create-tensor.js";
import type { Tensor } from "../tensor/tensor.js";

/** What `dropoutMask` takes. */
export interface DropoutMaskOptions {
  /** The share of elements that become 0, from 0 to 1, in steps of 2⁻²⁴. */
  readonly rate: number;
  /** What the others are. Default: 1 / (1 − rate), so that the mean is 1; 0 for rate 1. */
  readonly kept?: number;
  /** "float32" (default) or "float64". */
  readonly dtype?: DType;
}

/**
 * Zeros in the places of a random share of elements, and one number elsewhere: what dropout multiplies by. The device
 * computes it, and every device the same from the same place of a stream, which goes on behind it: element i is 0 where the
 * i-th number of `source.uniform(count)` would be below `rate`.
 *
 * @throws ShapeError for a shape that is none. @throws ArgumentError for an option outside of its range.
 * @throws DTypeError where the device does not compute with the dtype.
 * @see Srivastava et al., "Dropout", JMLR 15 (2014), https://jmlr.org/papers/v15/srivastava14a.html
 * @example
 * dropoutMask(new RandomSource(1), [2, 3], { rate: 0.5 }).shape; // [2, 3]
 */
export function dropoutMask(source: RandomSource, shape: Shape, options: DropoutMaskOptions): Tensor {
  const where = "dropoutMask";
  checkShape(where, shape);
  checkOptions(where, options, ["rate", "kept", "dtype"]);
  const rate = numberBetween(where, "rate", options.rate, 0, 1);
  const kept = finiteNumber(where, "kept", options.kept ?? (rate < 1 ? 1 / (1 - rate) : 0));
  const dtype = oneOf(where, "dtype", options.dtype ?? "float32", ["float32", "float64"]);
  const place = source.reserve(elementCount(shape));
  const dynamic = { ...place, threshold: Math.ceil(rate * 2 ** 24), kept };
  return execute({ spec: dropoutMaskSpec, attrs: { dtype }, dynamic, inputs: {}, outputShapes: { y: [...shape] } }).y;
}
