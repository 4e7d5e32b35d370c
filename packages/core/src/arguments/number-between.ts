import { ArgumentError } from "@sepconv/backend";

/** The number from `least` to `most` that an argument gives. @throws ArgumentError naming the argument. */
export function numberBetween(where: string, name: string, value: unknown, least: number, most: number): number {
  if (typeof value === "number" && value >= least && value <= most) return value;
  throw new ArgumentError({
    where,
    problem: `${name} is not valid`,
    expected: `a number from ${least} to ${most}`,
    got: value,
  });
}
