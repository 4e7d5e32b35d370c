import type { Kernel } from "@sepconv/backend";
import { binaryRows, int32Product } from "../binary-rows.js";
import { broadcastRows } from "../broadcast-rows.js";
import { type CpuContext, numbersOf } from "../cpu-context.js";

/** `y[…] = kind(a[…], b[…])`, row by row of the broadcast extents; int32 wraps. */
export const binary: Kernel<"binary", CpuContext> = (_context, { kind }, types) => {
  const row = kind === "mul" && types.a.dtype === "int32" ? int32Product : binaryRows[kind];
  return ({ a, b }, { y }) => {
    const left = numbersOf(a);
    const right = numbersOf(b);
    const output = numbersOf(y);
    broadcastRows(a.shape, b.shape, y.shape, (fromA, stepA, fromB, stepB, fromY, count) => {
      row(left, fromA, stepA, right, fromB, stepB, output, fromY, count);
    });
  };
};
