import { mergeLoops, type StridedLoops } from "@sepconv/backend";
import type { Functions } from "../build/movement.js";
import { innerLoops, visitOuterLoops } from "./strided-loops.js";

/** Copies the elements, of so many bytes, that the loops visit from address x (their a) to address y (their b). */
export function stridedCopy(copy: Functions["copy"], bytes: number, x: number, y: number, loops: StridedLoops): void {
  const merged = mergeLoops(loops);
  const { rows, columns, rowA, rowB, columnA, columnB } = innerLoops(merged);
  visitOuterLoops(merged, (offsetX, offsetY) => {
    const from = x + offsetX * bytes;
    const to = y + offsetY * bytes;
    copy(from, to, bytes, rows, columns, rowA * bytes, columnA * bytes, rowB * bytes, columnB * bytes);
  });
}

/** Elements from the first to the one at these positions. */
export function offsetOf(positions: readonly number[], strides: readonly number[]): number {
  let offset = 0;
  positions.forEach((position, axis) => {
    offset += position * strides[axis]!;
  });
  return offset;
}
