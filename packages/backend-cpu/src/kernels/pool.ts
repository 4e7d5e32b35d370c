import type { Kernel } from "@sepconv/backend";
import { type CpuContext, elementsOf } from "../cpu-context.js";

/** The maximum or the mean of x over the steps of each window that lie inside; NaN in a window makes NaN. */
export const pool: Kernel<"pool", CpuContext> = (_context, { kind, size, stride }) => {
  const maximum = kind === "maxPool1d";
  return (operands, { y }, { padLeft }) => {
    const [batch = 0, steps = 0, channels = 0] = operands.x.shape;
    const [, outputSteps = 0] = y.shape;
    const x = elementsOf(operands.x);
    const output = elementsOf(y);
    for (let b = 0; b < batch; b++) {
      for (let o = 0; o < outputSteps; o++) {
        const first = Math.max(o * stride - padLeft, 0);
        const end = Math.min(o * stride - padLeft + size, steps);
        for (let c = 0; c < channels; c++) {
          let result = maximum ? Number.NEGATIVE_INFINITY : 0;
          for (let t = first; t < end; t++) {
            const value = x[(b * steps + t) * channels + c]!;
            result = maximum ? Math.max(result, value) : result + value;
          }
          output[(b * outputSteps + o) * channels + c] = maximum ? result : result / (end - first);
        }
      }
    }
  };
};
