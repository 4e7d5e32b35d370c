import { ArgumentError } from "@sepconv/backend";
import type { PartialShape } from "../partial-shape.js";

/** @throws ArgumentError where there are more or fewer inputs than two. */
export function checkPair(where: string, inputShapes: readonly PartialShape[]): void {
  if (inputShapes.length === 2) return;
  const problem = "the number of inputs does not fit";
  throw new ArgumentError({ where, problem, expected: "a list of 2", got: inputShapes.length });
}
