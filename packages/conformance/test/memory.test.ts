import { createCpuBackend } from "@sepconv/backend-cpu";
import { createWasmBackend } from "@sepconv/backend-wasm";
import { type Device, useBackend, zeros } from "@sepconv/core";
import { SeparableConv1D } from "@sepconv/layers";
import { describe, expect, it } from "vitest";

const calls = 100_000;
const warmUp = 50_000;
const mebibyte = 2 ** 20;

/** What the process grows by in 1e5 calls of a layer in one synchronous loop that keeps and disposes nothing. */
function growth(device: Device): { process: number; live: number } {
  const layer = new SeparableConv1D({ filters: 16, kernelSize: 3, padding: "same" });
  const x = zeros([1, 32, 4]);
  for (let call = 0; call < warmUp; call++) layer.apply(x);
  const before = process.memoryUsage().rss;
  const live = device.statistics().liveBytes;
  for (let call = 0; call < calls; call++) layer.apply(x);
  return { process: process.memoryUsage().rss - before, live: device.statistics().liveBytes - live };
}

describe(`${calls} calls of a layer in one synchronous loop keep memory flat`, () => {
  it("on the CPU, whose values are the garbage collector's", { timeout: 60_000 }, async () => {
    const device = await useBackend(createCpuBackend());
    const grown = growth(device);
    expect(grown.live).toBe(0);
    expect(grown.process).toBeLessThan(32 * mebibyte);
  });

  it("on WASM, where the oldest values move to the host", { timeout: 60_000 }, async () => {
    const device = await useBackend(createWasmBackend({ memoryLimit: 16 * mebibyte }));
    const grown = growth(device);
    expect(device.statistics().movedOut).toBeGreaterThan(calls / 2);
    expect(device.statistics().liveBytes).toBeLessThanOrEqual(16 * mebibyte);
    expect(grown.process).toBeLessThan(32 * mebibyte);
    device.dispose();
  });
});
