import { broadcastLoops, bytesPerElement, type Operand } from "@sepconv/backend";
import { innerLoops, visitOuterLoops } from "./strided-loops.js";
import { addressOf, type WasmContext } from "./wasm-context.js";

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

/** Shorter rows are done several at a time where one operand is the same row for all of them; about so many elements. */
const longRow = 64;

/** Calls `apply` for all rows of a broadcast pair; within a row an operand runs along or repeats one element. */
export function broadcastRows(
  context: WasmContext,
  apply: RowsFunction,
  a: Operand<number>,
  b: Operand<number>,
  y: Operand<number>,
): void {
  const loops = broadcastLoops(a.shape, b.shape, y.shape);
  const { rows, columns, rowA, rowB, columnA, columnB } = innerLoops(loops);
  const bytes = bytesPerElement[a.dtype];
  const rowBytes = columns * bytesPerElement[y.dtype];
  const left = addressOf(a);
  const right = addressOf(b);
  let target = addressOf(y);

  const together = Math.ceil(longRow / columns);
  const sameRow = columnA === 1 && columnB === 1 && (rowA === 0 || rowB === 0);
  if (sameRow && loops.extents.length === 2 && together > 1 && rows >= 4 * together) {
    const first = rowA === 0 ? repeated(context, left, columns * bytes, together) : left;
    const second = rowB === 0 ? repeated(context, right, columns * bytes, together) : right;
    const whole = Math.floor(rows / together);
    const done = whole * together;
    const [jumpA, jumpB] = [rowA * bytes, rowB * bytes];
    apply(first, second, target, whole, columns * together, jumpA * together, jumpB * together, true, true);
    target += done * rowBytes;
    apply(first + done * jumpA, second + done * jumpB, target, 1, (rows - done) * columns, 0, 0, true, true);
    return;
  }

  visitOuterLoops(loops, (offsetA, offsetB) => {
    const [from, to] = [left + offsetA * bytes, right + offsetB * bytes];
    apply(from, to, target, rows, columns, rowA * bytes, rowB * bytes, columnA !== 0, columnB !== 0);
    target += rows * rowBytes;
  });
}

/** A row so many times, one behind the other, in scratch. */
function repeated(context: WasmContext, row: number, bytes: number, times: number): number {
  const address = context.scratch(bytes * times);
  const memory = new Uint8Array(context.memory.buffer);
  memory.copyWithin(address, row, row + bytes);
  for (let filled = bytes; filled < bytes * times; filled *= 2) {
    memory.copyWithin(address + filled, address, address + Math.min(filled, bytes * times - filled));
  }
  return address;
}
