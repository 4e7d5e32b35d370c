import type { OpCase } from "../op-case.js";
import type { ReferenceOutputs } from "./reference.js";

/** `y = condition ? a : b`, element by element. */
export function select({ inputs: { condition, a, b } }: OpCase<"select">): ReferenceOutputs<"select"> {
  const values = a.values.map((value, index) => (condition.values[index] === 1 ? value : b.values[index]!));
  return { y: { values, terms: 0, final: { kind: "move" } } };
}
