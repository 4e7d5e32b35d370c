import type { CompareKind } from "@sepconv/backend";
import type { OpCase } from "../op-case.js";
import { positions } from "./positions.js";
import type { ReferenceOutputs } from "./reference.js";
import { stretched } from "./stretched.js";

const relations: { readonly [Kind in CompareKind]: (a: number, b: number) => boolean } = {
  equal: (a, b) => a === b,
  notEqual: (a, b) => a !== b,
  greater: (a, b) => a > b,
  greaterEqual: (a, b) => a >= b,
  less: (a, b) => a < b,
  lessEqual: (a, b) => a <= b,
};

/** `y = a kind b` with broadcasting: 1 or 0. */
export function compare({
  attrs: { kind },
  inputs: { a, b },
  outputs,
}: OpCase<"compare">): ReferenceOutputs<"compare"> {
  const holds = [...positions(outputs.y)].map((position) =>
    relations[kind](stretched(a, position), stretched(b, position)),
  );
  return { y: { values: Float64Array.from(holds, Number), terms: 0, final: { kind: "move" } } };
}
