import { readFileSync } from "node:fs";
import type { Prepared, Runtime } from "./runtime.js";

const rounds = 20_000;
/** Twelve multiplications and twelve additions of four lanes in each round. */
export const peakOperations: number = rounds * 12 * 2 * 4;

/** Not a runtime: 128-bit multiplications and additions in registers, whatever the network is. */
export async function openRegisterPeak(binary: string): Promise<Runtime> {
  const module = new WebAssembly.Module(readFileSync(binary));
  const { multiplyAndAdd } = new WebAssembly.Instance(module).exports;
  if (typeof multiplyAndAdd !== "function") throw new Error("bench: the loop of the peak is not exported.");
  const run = (): number => multiplyAndAdd(rounds, 0.999, 0.001);
  const prepared: Prepared = {
    run: () => void run(),
    output: async () => Float32Array.of(run()),
    dispose: () => {},
  };
  return { description: "128-bit multiply and add in registers", prepare: async () => prepared };
}
