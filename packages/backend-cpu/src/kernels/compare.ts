import type { CompareKind, Kernel } from "@sepconv/backend";
import { broadcastRows } from "../broadcast-rows.js";
import { type CpuContext, numbersOf } from "../cpu-context.js";

const relations: { readonly [Kind in CompareKind]: (a: number, b: number) => boolean } = {
  equal: (a, b) => a === b,
  notEqual: (a, b) => a !== b,
  greater: (a, b) => a > b,
  greaterEqual: (a, b) => a >= b,
  less: (a, b) => a < b,
  lessEqual: (a, b) => a <= b,
};

/** `y[…] = a[…] kind b[…]`, 1 or 0, row by row of the broadcast extents */
export const compare: Kernel<"compare", CpuContext> = (_context, { kind }) => {
  const holds = relations[kind];
  return ({ a, b }, { y }) => {
    const left = numbersOf(a);
    const right = numbersOf(b);
    const output = numbersOf(y);
    broadcastRows(a.shape, b.shape, y.shape, (fromA, stepA, fromB, stepB, fromY, count) => {
      for (let i = 0; i < count; i++) {
        output[fromY + i] = holds(left[fromA + i * stepA]!, right[fromB + i * stepB]!) ? 1 : 0;
      }
    });
  };
};
