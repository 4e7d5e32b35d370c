import { ArgumentError } from "@sepconv/backend";
import { wholeNumber } from "@sepconv/core";

/** The whole number, at least 1, of an argument that is no list in Keras. @throws ArgumentError naming the argument. */
export function singleNumber(where: string, name: string, value: unknown): number {
  if (!Array.isArray(value)) return wholeNumber(where, name, value);
  const expected = "a whole number, and no list";
  throw new ArgumentError({ where, problem: `${name} is not valid`, expected, got: value });
}
