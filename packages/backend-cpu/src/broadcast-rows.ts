import { broadcastLoops, elementCount, type Shape } from "@sepconv/backend";

/** `count` neighbouring elements of y, and the elements of a and b that they are made of. */
export type Row = (fromA: number, stepA: number, fromB: number, stepB: number, fromY: number, count: number) => void;

/** Calls `row` for each innermost loop over a broadcast pair, in the order of y. */
export function broadcastRows(a: Shape, b: Shape, y: Shape, row: Row): void {
  if (elementCount(y) === 0) return;
  const { extents, stridesA, stridesB } = broadcastLoops(a, b, y);
  let written = 0;
  const loop = (axis: number, fromA: number, fromB: number): void => {
    const extent = extents[axis] ?? 1;
    const stepA = stridesA[axis] ?? 0;
    const stepB = stridesB[axis] ?? 0;
    if (axis >= extents.length - 1) {
      row(fromA, stepA, fromB, stepB, written, extent);
      written += extent;
      return;
    }
    for (let i = 0; i < extent; i++) loop(axis + 1, fromA + i * stepA, fromB + i * stepB);
  };
  loop(0, 0, 0);
}
