import type { Kernel } from "@sepconv/backend";
import { bitsOf, type CpuContext, numbersOf } from "../cpu-context.js";

/** `y[i] = condition[i] ? a[i] : b[i]` */
export const select: Kernel<"select", CpuContext> = () => {
  return ({ condition, a, b }, { y }) => {
    const choices = numbersOf(condition);
    const [left, right, output] = [bitsOf(a), bitsOf(b), bitsOf(y)];
    for (let i = 0; i < output.length; i++) output[i] = choices[i] === 0 ? right[i]! : left[i]!;
  };
};
