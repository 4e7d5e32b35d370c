import { ArgumentError } from "@sepconv/backend";

/** A number, or a list of one number, as Keras takes strides, kernel sizes and dilation rates in one dimension. */
export type OneNumber = number | readonly number[];

/** What devices count with: 32 signed bits. */
export const mostCounted: number = 2 ** 31 - 1;

/**
 * The whole number, at least `least`, that an argument gives, alone or as a list of one.
 *
 * @throws ArgumentError naming the argument.
 */
export function wholeNumber(where: string, name: string, value: unknown, least = 1): number {
  const number: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (typeof number === "number" && Number.isInteger(number) && number >= least && number <= mostCounted) return number;
  throw new ArgumentError({
    where,
    problem: `${name} is not valid`,
    expected: `a whole number from ${least} to ${mostCounted}`,
    got: value,
  });
}
