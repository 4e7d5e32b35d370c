import type { OpCase } from "../op-case.js";
import { flatIndex, positions, sizeOf } from "./positions.js";
import type { ReferenceOutputs } from "./reference.js";

/** Axis i of y is axis `permutation[i]` of x. */
export function transpose({
  attrs: { permutation },
  inputs: { x },
  outputs,
}: OpCase<"transpose">): ReferenceOutputs<"transpose"> {
  const values = new Float64Array(sizeOf(outputs.y));
  for (const position of positions(x.shape)) {
    const target = permutation.map((axis) => position[axis]!);
    values[flatIndex(outputs.y, target)] = x.values[flatIndex(x.shape, position)]!;
  }
  return { y: { values, terms: 0, final: { kind: "move" } } };
}
