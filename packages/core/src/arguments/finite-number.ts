import { ArgumentError } from "@sepconv/backend";

/** The finite number, at least `least`, that an argument gives. @throws ArgumentError naming the argument. */
export function finiteNumber(
  where: string,
  name: string,
  value: unknown,
  least: number = Number.NEGATIVE_INFINITY,
): number {
  if (typeof value === "number" && Number.isFinite(value) && value >= least) return value;
  const expected = Number.isFinite(least) ? `a finite number from ${least} up` : "a finite number";
  throw new ArgumentError({ where, problem: `${name} is not valid`, expected, got: value });
}
