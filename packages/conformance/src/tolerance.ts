import type { ReferenceOutput } from "./reference/reference.js";
import { type Functions, roundingOf, slopeOf } from "./rounding.js";

export type FloatDType = "float32" | "float64";

interface Precision {
  /** Half an ulp of 1: the largest relative error of one rounding. */
  readonly unit: number;
  /** The smallest normal number: results below it may be flushed to zero. */
  readonly smallest: number;
  readonly largest: number;
}

export const precisions: { readonly [D in FloatDType]: Precision } = {
  float32: { unit: 2 ** -24, smallest: 2 ** -126, largest: (2 - 2 ** -23) * 2 ** 127 },
  float64: { unit: 2 ** -53, smallest: 2 ** -1022, largest: Number.MAX_VALUE },
};

/** How a device is judged. */
export interface Tolerance {
  /** Multiplies what sums and functions may be off: 4 where a device adds in any order and fuses as it likes. */
  readonly factor: number;
  readonly functions: Functions;
}

/**
 * By how much the element may differ from the reference:
 *
 *     slope · factor · (4 + √n) · unit · S  +  ulps · 2·unit · |y|  +  the smallest normal number
 *
 * with n terms, S the sum of their absolute values, and, where a function comes last, its largest slope and its ulps.
 */
export function allowedDifference(
  reference: ReferenceOutput,
  index: number,
  dtype: FloatDType,
  { factor, functions }: Tolerance,
): number {
  const { unit, smallest } = precisions[dtype];
  const value = reference.values[index] ?? 0;
  const magnitude = reference.magnitudes?.[index] ?? 0;
  let allowed = factor * (4 + Math.sqrt(reference.terms)) * unit * magnitude;
  let absolute = 0;
  if (reference.final) {
    const { kind, argument } = reference.final;
    const rounding = roundingOf(kind, argument?.[index] ?? 0, factor, functions);
    allowed = allowed * slopeOf(kind, value) + rounding.ulps * 2 * unit * Math.abs(value);
    absolute = rounding.absolute;
  }
  // The reference itself is rounded to 53 bits a few times, which counts only in comparison with float64.
  const own = reference.final && allowed > 0 && dtype === "float64" ? 8 * unit * Math.abs(value) : 0;
  return allowed + own + absolute + smallest;
}

/** Whether a value is as good as the reference's. Infinities and NaN must match in kind. */
export function agrees(got: number, want: number, allowed: number, dtype: FloatDType): boolean {
  const { largest } = precisions[dtype];
  if (Number.isNaN(want)) return Number.isNaN(got);
  if (Math.abs(want) === Number.POSITIVE_INFINITY) return got === want;
  if (Number.isFinite(got)) return Math.abs(got - want) <= allowed;
  // Overflow: right where the true value is beyond the largest number, or within the tolerance of it.
  return got === Math.sign(want) * Number.POSITIVE_INFINITY && Math.abs(want) + allowed > largest;
}
