import { ArgumentError } from "@sepconv/backend";
import { type OneNumber, wholeNumber } from "./whole-number.js";

/** The output padding of a transposed convolution: null, or fewer steps than strides. @throws ArgumentError */
export function outputPaddingOf(where: string, value: OneNumber | null, strides: number): number | null {
  const outputPadding = value === null ? null : wholeNumber(where, "outputPadding", value, 0);
  if (outputPadding === null || outputPadding < strides) return outputPadding;
  const expected = `fewer than strides, ${strides}`;
  throw new ArgumentError({ where, problem: "outputPadding is not valid", expected, got: value });
}
