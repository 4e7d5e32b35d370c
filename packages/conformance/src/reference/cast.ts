import type { DType } from "@sepconv/backend";
import type { OpCase } from "../op-case.js";
import type { ReferenceOutputs } from "./reference.js";

const casts: { readonly [D in DType]: (x: number) => number } = {
  float32: Math.fround,
  float64: (x) => x,
  int32: Math.trunc,
  bool: (x) => (x === 0 ? 0 : 1),
};

/** `y = x` in another dtype. */
export function cast({ attrs: { dtype }, inputs: { x } }: OpCase<"cast">): ReferenceOutputs<"cast"> {
  return { y: { values: x.values.map(casts[dtype]), terms: 0, final: { kind: "move" } } };
}
