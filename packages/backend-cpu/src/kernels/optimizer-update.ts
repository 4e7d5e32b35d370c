import { elementCount, type Kernel } from "@sepconv/backend";
import { type CpuContext, elementsOf, type FloatArray } from "../cpu-context.js";
import { optimizerUpdates } from "../optimizer-updates.js";

const none: FloatArray = new Float32Array(0);

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
