import { type Kernel, philox } from "@sepconv/backend";
import { type CpuContext, elementsOf } from "../cpu-context.js";

/** `y[i] = ⌊numbers[i] / 2⁸⌋ < threshold ? 0 : kept` */
export const dropoutMask: Kernel<"dropoutMask", CpuContext> = () => {
  return (_operands, { y }, { threshold, kept, ...place }) => {
    const output = elementsOf(y);
    // The numbers lie where the mask will; from the end, as an element may cover two of them.
    const numbers = new Uint32Array(output.buffer, output.byteOffset, output.length);
    philox(numbers, place);
    // Chosen by the sign: a processor foresees half of such conditions wrongly.
    const choice = Float64Array.of(kept, 0);
    for (let i = output.length - 1; i >= 0; i--) output[i] = choice[((numbers[i]! >>> 8) - threshold) >>> 31]!;
  };
};
