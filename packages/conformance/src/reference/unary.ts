import type { OpCase } from "../op-case.js";
import { elementary } from "./elementary.js";
import type { ReferenceOutputs } from "./reference.js";

/** `y = kind(x)`, element by element. */
export function unary({ attrs: { kind }, inputs: { x } }: OpCase<"unary">): ReferenceOutputs<"unary"> {
  return { y: { values: x.values.map(elementary[kind]), terms: 0, final: { kind, argument: x.values } } };
}
