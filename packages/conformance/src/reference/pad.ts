import type { OpCase } from "../op-case.js";
import { flatIndex, positions, sizeOf } from "./positions.js";
import type { ReferenceOutputs } from "./reference.js";

/** `y[low + i·(interior + 1)] = x[i]` on each axis, 0 elsewhere. */
export function pad({ dynamic: { low, interior }, inputs: { x }, outputs }: OpCase<"pad">): ReferenceOutputs<"pad"> {
  const values = new Float64Array(sizeOf(outputs.y));
  for (const position of positions(x.shape)) {
    const target = position.map((i, axis) => low[axis]! + i * (interior[axis]! + 1));
    values[flatIndex(outputs.y, target)] = x.values[flatIndex(x.shape, position)]!;
  }
  return { y: { values, terms: 0, final: { kind: "move" } } };
}
