import type { Kernel } from "@sepconv/backend";
import { binary } from "../../build/matmul.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/**
 * `y[b,i,j] = Σ_k a[b,i,k] · b[b,k,j]`, either operand with its last two axes swapped.
 *
 * A transposed a is read with swapped strides; of a transposed b eight rows at a time are turned, in scratch.
 */
export const matmul: Kernel<"matmul", WasmContext> = (context, { transposeA, transposeB }) => {
  const { multiply } = context.instance(binary);
  return ({ a, b }, { y }) => {
    const [batch = 0, rows = 0, columns = 0] = y.shape;
    const terms = a.shape[transposeA ? 1 : 2] ?? 0;
    const panel = transposeB ? context.scratch(terms * 8 * 4) : 0;
    const aRow = (transposeA ? 1 : terms) * 4;
    const aStep = (transposeA ? rows : 1) * 4;
    multiply(addressOf(a), addressOf(b), addressOf(y), panel, batch, rows, terms, columns, aRow, aStep, transposeB);
  };
};
