/** Extents of a tensor, outermost first. A scalar has shape `[]`; an extent may be 0. */
export type Shape = readonly number[];

/** The most dimensions a tensor may have: what every device can index. */
export const maxRank = 8;

/** Number of elements: the product of all extents. */
export function elementCount(shape: Shape): number {
  let count = 1;
  for (const extent of shape) count *= extent;
  return count;
}

/** Row-major strides in elements. */
export function stridesOf(shape: Shape): number[] {
  let stride = 1;
  return shape
    .toReversed()
    .map((extent) => {
      const current = stride;
      stride *= extent;
      return current;
    })
    .reverse();
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis]);
}
