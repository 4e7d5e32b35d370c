import { createCpuBackend } from "@sepconv/backend-cpu";
import { createWasmBackend } from "@sepconv/backend-wasm";
import { type Device, mean, square, sub, tensor, useBackend, valueAndGrad, variable } from "@sepconv/core";
import { optimizers } from "@sepconv/layers";
import { expect, it } from "vitest";

const steps = 10_000;
const warmUp = 1000;
const mebibyte = 2 ** 20;

/** Bytes that the program holds once garbage is collected, which is at once where the collector can be called. */
function held(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** What the device and the program hold more after 1e4 steps of training in one synchronous loop. */
function growth(device: Device): { onDevice: number; inProgram: number } {
  const weights = [variable(new Float32Array(8 * 4).fill(1), { shape: [8, 4], name: "k" }), variable([0, 0, 0, 0])];
  const target = tensor([1, 2, 3, 4]);
  const optimizer = new optimizers.Adam({ amsgrad: true, weightDecay: 0.01, globalClipnorm: 1, useEma: true });
  const loss = valueAndGrad((kernel, bias) => mean(square(sub(target, sub(mean(kernel), bias)))));
  const step = (): void => {
    const { value, grads } = loss(...weights);
    optimizer.apply(grads, weights);
    for (const each of [value, ...grads]) each.dispose();
  };
  for (let round = 0; round < warmUp; round++) step();
  const [onDevice, inProgram] = [device.statistics().liveBytes, held()];
  for (let round = 0; round < steps; round++) step();
  return { onDevice: device.statistics().liveBytes - onDevice, inProgram: held() - inProgram };
}

it.each([
  ["cpu", () => useBackend(createCpuBackend())],
  ["wasm", () => useBackend(createWasmBackend())],
])(`${steps} steps of an optimizer on %s keep memory flat`, { timeout: 60_000 }, async (_name, open) => {
  const device = await open();
  const grown = growth(device);
  expect(grown.onDevice).toBeLessThanOrEqual(0);
  expect(grown.inProgram).toBeLessThan(8 * mebibyte);
  device.dispose();
});
