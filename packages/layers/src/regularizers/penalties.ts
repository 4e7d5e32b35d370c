import { abs, add, checkOptions, finiteNumber, mul, square, sum, type Tensor, tidy, zeros } from "@sepconv/core";
import { makeRegularizer, type Regularizer } from "./regularizer.js";

const absolute = (x: Tensor, factor: number): Tensor => mul(sum(abs(x)), factor);
const squared = (x: Tensor, factor: number): Tensor => mul(sum(square(x)), factor);

export interface L1Options {
  /** Default: 0.01. Keras keeps it in single precision. */
  readonly l1?: number;
}

/** `l1 · Σ ∣x∣`. @throws ArgumentError for a negative factor. */
export function l1(options: L1Options = {}): Regularizer {
  checkOptions("L1", options, ["l1"]);
  const factor = Math.fround(finiteNumber("L1", "l1", options.l1 ?? 0.01, 0));
  return makeRegularizer(
    "L1",
    () => ({ l1: factor }),
    (x) => tidy(() => absolute(x, factor)),
  );
}

export interface L2Options {
  /** Default: 0.01. */
  readonly l2?: number;
}

/** `l2 · Σ x²`. @throws ArgumentError for a negative factor. */
export function l2(options: L2Options = {}): Regularizer {
  checkOptions("L2", options, ["l2"]);
  const factor = finiteNumber("L2", "l2", options.l2 ?? 0.01, 0);
  return makeRegularizer(
    "L2",
    (dialect) => ({ l2: dialect === "keras2" ? Math.fround(factor) : factor }),
    (x) => tidy(() => squared(x, factor)),
  );
}

export interface L1L2Options {
  /** Default: 0. */
  readonly l1?: number;
  /** Default: 0. */
  readonly l2?: number;
}

/** `l1 · Σ ∣x∣ + l2 · Σ x²`; 0 with neither. @throws ArgumentError for a negative factor. */
export function l1l2(options: L1L2Options = {}): Regularizer {
  checkOptions("L1L2", options, ["l1", "l2"]);
  const first = finiteNumber("L1L2", "l1", options.l1 ?? 0, 0);
  const second = finiteNumber("L1L2", "l2", options.l2 ?? 0, 0);
  return makeRegularizer(
    "L1L2",
    (dialect) =>
      dialect === "keras2" ? { l1: Math.fround(first), l2: Math.fround(second) } : { l1: first, l2: second },
    (x) =>
      tidy(() => {
        const terms = [...(first ? [absolute(x, first)] : []), ...(second ? [squared(x, second)] : [])];
        return terms.length === 0 ? zeros([], x.dtype) : terms.reduce(add);
      }),
  );
}
