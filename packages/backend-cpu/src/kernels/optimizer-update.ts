import { elementCount, type Kernel } from "@sepconv/backend";
import { type CpuContext, elementsOf } from "../cpu-context.js";
import { none, optimizerUpdates } from "../optimizer-updates.js";

/** `(w, a, b, c)[i] ← kind((w, g, a, b, c)[i])` */
export const optimizerUpdate: Kernel<"optimizerUpdate", CpuContext> = (_context, { kind }) => {
  const update = optimizerUpdates[kind];
  return (operands, outputs, { numbers }) => {
    const arrays = {
      n: elementCount(operands.w.shape),
      w: elementsOf(operands.w),
      g: elementsOf(operands.g),
      a: operands.a ? elementsOf(operands.a) : none,
      b: operands.b ? elementsOf(operands.b) : none,
      c: operands.c ? elementsOf(operands.c) : none,
      nextW: elementsOf(outputs.w),
      nextA: outputs.a ? elementsOf(outputs.a) : none,
      nextB: outputs.b ? elementsOf(outputs.b) : none,
      nextC: outputs.c ? elementsOf(outputs.c) : none,
    };
    update(arrays, ...numbers);
  };
};
