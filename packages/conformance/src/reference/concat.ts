import type { OpCase } from "../op-case.js";
import { flatIndex, positions } from "./positions.js";
import type { ReferenceOutputs } from "./reference.js";

/** a and then b along the middle axis. */
export function concat({ inputs: { a, b }, outputs }: OpCase<"concat">): ReferenceOutputs<"concat"> {
  const behind = a.shape[1]!;
  const values = [...positions(outputs.y)].map(([o, j, k]) =>
    j! < behind ? a.values[flatIndex(a.shape, [o!, j!, k!])]! : b.values[flatIndex(b.shape, [o!, j! - behind, k!])]!,
  );
  return { y: { values: Float64Array.from(values), terms: 0, final: { kind: "move" } } };
}
