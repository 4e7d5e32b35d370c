import { elementCount, type Shape } from "@sepconv/backend";

/** The shape with all axes before `axis` made one, and all behind it: `[outer, n, inner]`, the form that many ops take. */
export function foldAround(shape: Shape, axis: number): [outer: number, n: number, inner: number] {
  return [elementCount(shape.slice(0, axis)), shape[axis] ?? 1, elementCount(shape.slice(axis + 1))];
}
