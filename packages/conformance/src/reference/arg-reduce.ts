import type { OpCase } from "../op-case.js";
import { flatIndex, positions } from "./positions.js";
import type { ReferenceOutputs } from "./reference.js";

/** The place of the first NaN, else of the first extremum, along the middle axis. */
export function argReduce({
  attrs: { kind },
  inputs: { x },
  outputs,
}: OpCase<"argReduce">): ReferenceOutputs<"argReduce"> {
  const places = [...positions(outputs.y)].map(([o, i]) => {
    const row = Array.from({ length: x.shape[1]! }, (_, k) => x.values[flatIndex(x.shape, [o!, k, i!])]!);
    const extremum = kind === "argMax" ? Math.max(...row) : Math.min(...row);
    // Math.max and Math.min are NaN where one element is; indexOf finds no NaN.
    return Number.isNaN(extremum) ? row.findIndex(Number.isNaN) : row.indexOf(extremum);
  });
  return { y: { values: Float64Array.from(places), terms: 0, final: { kind: "move" } } };
}
