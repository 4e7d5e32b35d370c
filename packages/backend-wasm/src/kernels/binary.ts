import { broadcastLoops, type Kernel } from "@sepconv/backend";
import { binary as binaryOfModule } from "../../build/elementwise.js";
import { innerLoops, visitOuterLoops } from "../strided-loops.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/**
 * `y[i] = kind(a[i], b[i])` with broadcasting. The module exports each function under the name of its kind and runs the
 * two innermost loops; within the innermost an operand runs along or repeats one element.
 */
export const binary: Kernel<"binary", WasmContext> = (context, { kind }) => {
  const apply = context.instance(binaryOfModule)[kind];
  return ({ a, b }, { y }) => {
    const loops = broadcastLoops(a.shape, b.shape, y.shape);
    const { rows, columns, rowA, rowB, columnA, columnB } = innerLoops(loops);
    const left = addressOf(a);
    const right = addressOf(b);
    let target = addressOf(y);
    visitOuterLoops(loops, (offsetA, offsetB) => {
      const runsA = columnA !== 0;
      const runsB = columnB !== 0;
      apply(left + offsetA * 4, right + offsetB * 4, target, rows, columns, rowA * 4, rowB * 4, runsA, runsB);
      target += rows * columns * 4;
    });
  };
};
