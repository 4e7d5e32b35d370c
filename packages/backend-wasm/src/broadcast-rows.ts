import { broadcastLoops, bytesPerElement, type Operand } from "@sepconv/backend";
import { innerLoops, visitOuterLoops } from "./strided-loops.js";
import { addressOf } from "./wasm-context.js";

/** A module's function of two operands, which runs the two innermost loops. */
export type RowsFunction = (
  a: number,
  b: number,
  y: number,
  rows: number,
  columns: number,
  aRow: number,
  bRow: number,
  aRuns: boolean,
  bRuns: boolean,
) => void;

/** Calls `apply` for all rows of a broadcast pair; within a row an operand runs along or repeats one element. */
export function broadcastRows(apply: RowsFunction, a: Operand<number>, b: Operand<number>, y: Operand<number>): void {
  const loops = broadcastLoops(a.shape, b.shape, y.shape);
  const { rows, columns, rowA, rowB, columnA, columnB } = innerLoops(loops);
  const bytes = bytesPerElement[a.dtype];
  const rowBytes = rows * columns * bytesPerElement[y.dtype];
  const left = addressOf(a);
  const right = addressOf(b);
  let target = addressOf(y);
  visitOuterLoops(loops, (offsetA, offsetB) => {
    const [from, to] = [left + offsetA * bytes, right + offsetB * bytes];
    apply(from, to, target, rows, columns, rowA * bytes, rowB * bytes, columnA !== 0, columnB !== 0);
    target += rowBytes;
  });
}
