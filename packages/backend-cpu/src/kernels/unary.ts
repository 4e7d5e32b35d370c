import type { Kernel } from "@sepconv/backend";
import { type CpuContext, elementsOf } from "../cpu-context.js";
import { elementwise } from "../elementwise.js";

/** `y[i] = kind(x[i])` */
export const unary: Kernel<"unary", CpuContext> = (_context, { kind }) => {
  const evaluate = elementwise[kind];
  return ({ x }, { y }) => {
    const input = elementsOf(x);
    const output = elementsOf(y);
    for (let i = 0; i < output.length; i++) output[i] = evaluate(input[i]!);
  };
};
