import { elementCount, type Shape } from "@sepconv/backend";
import type { Bits } from "./cpu-context.js";

/** Where an element with given indices lies: `offset + Σ index · stride`. */
export interface Layout {
  readonly offset: number;
  readonly strides: readonly number[];
}

/** `y[layout of y] = x[layout of x]` for all indices below `extents`: what the kernels have in common that move elements. */
export function stridedCopy(x: Bits, from: Layout, y: Bits, to: Layout, extents: Shape): void {
  if (elementCount(extents) === 0) return;
  const last = extents.length - 1;
  const count = extents[last] ?? 1;
  const stepX = from.strides[last] ?? 0;
  const stepY = to.strides[last] ?? 0;
  const loop = (axis: number, fromX: number, fromY: number): void => {
    if (axis >= last) {
      for (let i = 0; i < count; i++) y[fromY + i * stepY] = x[fromX + i * stepX]!;
      return;
    }
    for (let i = 0; i < extents[axis]!; i++)
      loop(axis + 1, fromX + i * from.strides[axis]!, fromY + i * to.strides[axis]!);
  };
  loop(0, from.offset, to.offset);
}

/** Row-major strides times a factor per axis, from a first element on. */
export function scaledLayout(strides: readonly number[], first: readonly number[], factors: readonly number[]): Layout {
  let offset = 0;
  const scaled = strides.map((stride, axis) => {
    offset += first[axis]! * stride;
    return stride * factors[axis]!;
  });
  return { offset, strides: scaled };
}
