/** Nested loops over two operands, outermost first, with strides in elements. */
export interface StridedLoops {
  readonly extents: readonly number[];
  readonly stridesA: readonly number[];
  readonly stridesB: readonly number[];
}

/** The same visits with the fewest loops: neighbours that both operands walk alike are merged, extents of 1 vanish. */
export function mergeLoops({ extents, stridesA, stridesB }: StridedLoops): StridedLoops {
  const merged = { extents: [] as number[], stridesA: [] as number[], stridesB: [] as number[] };
  extents.forEach((extent, axis) => {
    if (extent === 1) return;
    const a = stridesA[axis]!;
    const b = stridesB[axis]!;
    const last = merged.extents.length - 1;
    if (last >= 0 && merged.stridesA[last] === a * extent && merged.stridesB[last] === b * extent) {
      merged.extents[last]! *= extent;
      merged.stridesA[last] = a;
      merged.stridesB[last] = b;
    } else {
      merged.extents.push(extent);
      merged.stridesA.push(a);
      merged.stridesB.push(b);
    }
  });
  return merged;
}
