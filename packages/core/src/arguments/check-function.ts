import { ArgumentError } from "@sepconv/backend";

/** @throws ArgumentError where `value` is no function. */
export function checkFunction(where: string, value: unknown): void {
  if (typeof value === "function") return;
  throw new ArgumentError({ where, problem: "there is no function to run", expected: "a function", got: value });
}
