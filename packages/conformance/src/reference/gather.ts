import type { OpCase } from "../op-case.js";
import { flatIndex, positions } from "./positions.js";
import type { ReferenceOutputs } from "./reference.js";

/** `y[o,i,k] = x[o, indices[i], k]`, NaN where there is no such row. */
export function gather({ inputs: { x, indices }, outputs }: OpCase<"gather">): ReferenceOutputs<"gather"> {
  const values = [...positions(outputs.y)].map(([o, i, k]) => {
    const row = indices.values[i!]!;
    return row >= 0 && row < x.shape[1]! ? x.values[flatIndex(x.shape, [o!, row, k!])]! : Number.NaN;
  });
  return { y: { values: Float64Array.from(values), terms: 0, final: { kind: "move" } } };
}
