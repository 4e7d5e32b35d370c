import type { Kernel } from "@sepconv/backend";
import { type CpuContext, numbersOf } from "../cpu-context.js";

/** `y[i] = x[i]`: storing rounds to a float and cuts towards zero for an integer; a truth value asks whether x is 0 */
export const cast: Kernel<"cast", CpuContext> = (_context, { dtype }) => {
  return ({ x }, { y }) => {
    const input = numbersOf(x);
    const output = numbersOf(y);
    if (dtype === "bool") for (let i = 0; i < output.length; i++) output[i] = input[i] === 0 ? 0 : 1;
    else output.set(input);
  };
};
