import { ArgumentError } from "@sepconv/backend";

/** @throws ArgumentError where filters cannot be shared out among the groups. */
export function checkGroups(where: string, filters: number, groups: number): void {
  if (filters % groups === 0) return;
  throw new ArgumentError({
    where,
    problem: "groups is not valid",
    expected: `a divisor of ${filters} filters`,
    got: groups,
  });
}
