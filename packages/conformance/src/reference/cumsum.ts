import type { OpCase } from "../op-case.js";
import { flatIndex, positions, sizeOf } from "./positions.js";
import type { ReferenceOutputs } from "./reference.js";

/** `y[o,i,k] = Σ_j x[o,j,k]` over j ≤ i; exclusive: j < i; reverse: j ≥ i, j > i. */
export function cumsum({ attrs: { exclusive, reverse }, inputs: { x } }: OpCase<"cumsum">): ReferenceOutputs<"cumsum"> {
  const n = x.shape[1]!;
  const values = new Float64Array(sizeOf(x.shape));
  const magnitudes = new Float64Array(sizeOf(x.shape));
  for (const [o, i, k] of positions(x.shape)) {
    const place = flatIndex(x.shape, [o!, i!, k!]);
    for (let j = 0; j < n; j++) {
      const counts = j === i ? !exclusive : reverse ? j > i! : j < i!;
      if (!counts) continue;
      const element = x.values[flatIndex(x.shape, [o!, j, k!])]!;
      values[place]! += element;
      magnitudes[place]! += Math.abs(element);
    }
  }
  return { y: { values, magnitudes, terms: n } };
}
