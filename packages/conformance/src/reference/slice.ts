import type { OpCase } from "../op-case.js";
import { flatIndex, positions } from "./positions.js";
import type { ReferenceOutputs } from "./reference.js";

/** `y[i] = x[start + i·step]` on each axis. */
export function slice({
  dynamic: { start, step },
  inputs: { x },
  outputs,
}: OpCase<"slice">): ReferenceOutputs<"slice"> {
  const values = [...positions(outputs.y)].map((position) => {
    const source = position.map((i, axis) => start[axis]! + i * step[axis]!);
    return x.values[flatIndex(x.shape, source)]!;
  });
  return { y: { values: Float64Array.from(values), terms: 0, final: { kind: "move" } } };
}
