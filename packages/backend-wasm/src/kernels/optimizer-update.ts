import { elementCount, type Kernel } from "@sepconv/backend";
import { binary } from "../../build/optimizer-update.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/**
 * `(w, a, b, c)[i] ← kind((w, g, a, b, c)[i])`. The module exports each update under the name of its kind, with the addresses of
 * operands and outputs in their order, then the number of elements and the numbers.
 *
 * One thread: a part that was done in place cannot be done again when a worker is lost.
 */
export const optimizerUpdate: Kernel<"optimizerUpdate", WasmContext> = (context, { kind }) => {
  const update: (...numbers: number[]) => void = context.instance(binary)[kind];
  return ({ w, g, a, b, c }, next, { numbers }) => {
    const words: number[] = [];
    for (const each of [w, g, a, b, c, next.w, next.a, next.b, next.c]) if (each) words.push(addressOf(each));
    update(...words, elementCount(w.shape), ...numbers);
  };
};
