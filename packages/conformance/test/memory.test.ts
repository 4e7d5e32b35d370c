import { createCpuBackend } from "@sepconv/backend-cpu";
import { createWasmBackend } from "@sepconv/backend-wasm";
import { useBackend, zeros } from "@sepconv/core";
import { SeparableConv1D } from "@sepconv/layers";
import { describe, expect, it } from "vitest";

const calls = 100_000;
const warmUp = 50_000;
const mebibyte = 2 ** 20;

/** What the process grows by in 1e5 calls of a layer in one synchronous loop that keeps and disposes nothing. */
function growth(): number {
  const layer = new SeparableConv1D({ filters: 16, kernelSize: 3, padding: "same" });
  const x = zeros([1, 32, 4]);
  for (let call = 0; call < warmUp; call++) layer.apply(x);
  const before = process.memoryUsage().rss;
  for (let call = 0; call < calls; call++) layer.apply(x);
  return process.memoryUsage().rss - before;
}

describe(`${calls} calls of a layer in one synchronous loop keep memory flat`, () => {
  it("on the CPU, whose values are the garbage collector's", { timeout: 60_000 }, async () => {
    await useBackend(createCpuBackend());
    expect(growth()).toBeLessThan(32 * mebibyte);
  });

  it("on WASM, where the oldest values move to the host", { timeout: 60_000 }, async () => {
    const device = await useBackend(createWasmBackend({ memoryLimit: 16 * mebibyte }));
    const grown = growth();
    expect(device.statistics().movedOut).toBeGreaterThan(calls / 2);
    expect(device.statistics().liveBytes).toBeLessThanOrEqual(16 * mebibyte);
    expect(grown).toBeLessThan(32 * mebibyte);
    device.dispose();
  });
});

describe("what nobody holds any more", () => {
  it("goes, with what was packed for it, some time after", async () => {
    const device = await useBackend(createWasmBackend());
    const x = zeros([1, 8, 4]);
    for (let round = 0; round < 50; round++) new SeparableConv1D({ filters: 16, kernelSize: 3 }).apply(x);
    expect(device.statistics().packedBytes).toBeGreaterThan(0);
    for (let wait = 0; wait < 50 && device.statistics().packedBytes > 0; wait++) {
      globalThis.gc?.();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(device.statistics().packedBytes).toBe(0);
    // The input alone is left.
    expect(device.statistics().liveBytes).toBe(8 * 4 * Float32Array.BYTES_PER_ELEMENT);
    device.dispose();
  });
});
