import { elementCount, type Kernel } from "@sepconv/backend";
import { binary } from "../../build/random.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/** Numbers that are made together, and what they cost in the multiplications and additions of a convolution, about. */
const together = 16;
const flops = 500;

/** `y[i] = ⌊numbers[i] / 2⁸⌋ < threshold ? 0 : kept` */
export const dropoutMask: Kernel<"dropoutMask", WasmContext> = (context) => {
  return (_operands, { y }, { key, counter, threshold, kept }) => {
    const count = elementCount(y.shape);
    context.distribute(binary, "dropoutMask", {
      items: Math.ceil(count / together),
      flopsPerItem: flops,
      scratchBytes: 0,
      rest: [addressOf(y), count, ...key, ...counter, threshold, kept],
    });
  };
};
