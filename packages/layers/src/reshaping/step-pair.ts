import { ArgumentError } from "@sepconv/backend";

/** Numbers of steps at both ends: one for both, or one for each. */
export type StepPair = number | readonly number[];

/** The steps in front and behind that an option gives. @throws ArgumentError where it gives none. */
export function stepPair(where: string, name: string, value: unknown): readonly [before: number, after: number] {
  const [before, after, ...others]: unknown[] = Array.isArray(value) ? value : [value, value];
  if (isCount(before) && isCount(after) && others.length === 0) return [before, after];
  const expected = "a whole number, or a list of two, none negative";
  throw new ArgumentError({ where, problem: `${name} is not valid`, expected, got: value });
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
