import type { OpCase } from "../op-case.js";
import { flatIndex, positions, sizeOf } from "./positions.js";
import type { ReferenceOutputs } from "./reference.js";

/** `y[o,j,k] = Σ_{i : indices[i] = j} x[o,i,k]`. */
export function scatterAdd({ inputs: { x, indices }, outputs }: OpCase<"scatterAdd">): ReferenceOutputs<"scatterAdd"> {
  const values = new Float64Array(sizeOf(outputs.y));
  const magnitudes = new Float64Array(sizeOf(outputs.y));
  for (const [o, i, k] of positions(x.shape)) {
    const j = indices.values[i!]!;
    if (j < 0 || j >= outputs.y[1]!) continue;
    const place = flatIndex(outputs.y, [o!, j, k!]);
    const element = x.values[flatIndex(x.shape, [o!, i!, k!])]!;
    values[place]! += element;
    magnitudes[place]! += Math.abs(element);
  }
  return { y: { values, magnitudes, terms: x.shape[1]! } };
}
