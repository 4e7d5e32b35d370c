import type { BinaryKind } from "@sepconv/backend";
import type { OpCase } from "../op-case.js";
import { positions } from "./positions.js";
import type { ReferenceOutputs } from "./reference.js";
import { stretched } from "./stretched.js";

const functions: { readonly [Kind in BinaryKind]: (a: number, b: number) => number } = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  maximum: (a, b) => Math.max(a, b),
  minimum: (a, b) => Math.min(a, b),
  gate: (a, b) => a * (b > 0 ? 1 : 0),
};

/** `y = kind(a, b)` with broadcasting. */
export function binary({ attrs: { kind }, inputs: { a, b }, outputs }: OpCase<"binary">): ReferenceOutputs<"binary"> {
  const values = [...positions(outputs.y)].map((position) =>
    functions[kind](stretched(a, position), stretched(b, position)),
  );
  return { y: { values: Float64Array.from(values), terms: 0, final: { kind } } };
}
