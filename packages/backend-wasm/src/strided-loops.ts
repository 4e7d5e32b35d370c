import type { StridedLoops } from "@sepconv/backend";

/** The two innermost loops, which compiled code runs; 1 and 0 where there are fewer. */
export interface InnerLoops {
  readonly rows: number;
  readonly columns: number;
  readonly rowA: number;
  readonly rowB: number;
  readonly columnA: number;
  readonly columnB: number;
}

export function innerLoops({ extents, stridesA, stridesB }: StridedLoops): InnerLoops {
  return {
    rows: extents.at(-2) ?? 1,
    columns: extents.at(-1) ?? 1,
    rowA: stridesA.at(-2) ?? 0,
    rowB: stridesB.at(-2) ?? 0,
    columnA: stridesA.at(-1) ?? 0,
    columnB: stridesB.at(-1) ?? 0,
  };
}

/** Calls `visit` with the offsets of both operands in elements, for each turn of all loops but the two innermost. */
export function visitOuterLoops(
  { extents, stridesA, stridesB }: StridedLoops,
  visit: (offsetA: number, offsetB: number) => void,
): void {
  const depth = Math.max(extents.length - 2, 0);
  function enter(loop: number, offsetA: number, offsetB: number): void {
    if (loop === depth) {
      visit(offsetA, offsetB);
      return;
    }
    for (let turn = 0; turn < extents[loop]!; turn++) {
      enter(loop + 1, offsetA + turn * stridesA[loop]!, offsetB + turn * stridesB[loop]!);
    }
  }
  enter(0, 0, 0);
}
