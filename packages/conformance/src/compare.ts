import { type DType, isFloating, type TypedArray } from "@sepconv/backend";
import { ConformanceFailure } from "./conformance-failure.js";
import { held } from "./held.js";
import type { ReferenceOutput } from "./reference/reference.js";
import { agrees, allowedDifference, type Tolerance } from "./tolerance.js";

/**
 * Holds a device's output against the reference: within the tolerance, integers and truth values exactly.
 *
 * @throws ConformanceFailure naming the first element that differs, what was allowed, and how many differ.
 */
export function compareOutput(
  where: string,
  got: TypedArray,
  reference: ReferenceOutput,
  dtype: DType,
  tolerance: Tolerance,
): void {
  const { values } = reference;
  if (got.length !== values.length) {
    throw new ConformanceFailure(`${where} has ${got.length} elements; expected ${values.length}`);
  }
  if (!isFloating(dtype)) {
    compareBits(where, got, held(values, dtype));
    return;
  }
  const wrong: number[] = [];
  values.forEach((want, index) => {
    const allowed = allowedDifference(reference, index, dtype, tolerance);
    if (!agrees(got[index] ?? Number.NaN, want, allowed, dtype)) wrong.push(index);
  });
  const [first] = wrong;
  if (first === undefined) return;
  const allowed = allowedDifference(reference, first, dtype, tolerance);
  throw new ConformanceFailure(
    `${where}[${first}] is ${got[first]}; expected ${values[first]} ± ${allowed} (${wrong.length} of ${values.length} differ)`,
  );
}

/** @throws ConformanceFailure where two results are not the same bits. */
export function compareBits(where: string, got: TypedArray, want: TypedArray): void {
  if (got.length !== want.length)
    throw new ConformanceFailure(`${where} has ${got.length} elements, not ${want.length}`);
  for (let index = 0; index < want.length; index++) {
    if (Object.is(got[index], want[index])) continue;
    throw new ConformanceFailure(`${where}[${index}] is ${got[index]}; expected the bits of ${want[index]}`);
  }
}
