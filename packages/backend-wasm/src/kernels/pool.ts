import type { Kernel } from "@sepconv/backend";
import { binary } from "../../build/pool.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/** `y[b,o,c] = kind over t of x[b,t,c]`, o·stride − padLeft ≤ t < o·stride − padLeft + size, as far as t lies inside. */
export const pool: Kernel<"pool", WasmContext> = (context, { kind, size, stride }) => {
  return ({ x }, { y }, { padLeft }) => {
    const [batch = 0, steps = 0, channels = 0] = x.shape;
    const [, outputSteps = 0] = y.shape;
    const averages = Number(kind === "averagePool1d");
    context.distribute(binary, "pool", {
      items: batch * outputSteps,
      flopsPerItem: size * channels,
      scratchBytes: 0,
      rest: [addressOf(x), addressOf(y), steps, channels, outputSteps, size, stride, padLeft, averages],
    });
  };
};
