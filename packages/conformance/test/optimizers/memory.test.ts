import { createCpuBackend } from "@sepconv/backend-cpu";
import { createWasmBackend } from "@sepconv/backend-wasm";
import { type Device, mean, square, sub, tensor, useBackend, valueAndGrad, variable } from "@sepconv/core";
import { optimizers } from "@sepconv/layers";
import { expect, it } from "vitest";

const steps = 10_000;
const warmUp = 5000;
const mebibyte = 2 ** 20;

/** What the device and the process grow by in 1e4 steps of training that dispose of nothing but the gradients. */
function growth(device: Device): { bytes: number; process: number } {
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
  const [bytes, process] = [device.statistics().liveBytes, globalThis.process.memoryUsage().rss];
  for (let round = 0; round < steps; round++) step();
  return { bytes: device.statistics().liveBytes - bytes, process: globalThis.process.memoryUsage().rss - process };
}

it.each([
  ["cpu", () => useBackend(createCpuBackend())],
  ["wasm", () => useBackend(createWasmBackend())],
])(`${steps} steps of an optimizer on %s keep memory flat`, { timeout: 60_000 }, async (_name, open) => {
  const device = await open();
  const grown = growth(device);
  expect(grown.bytes).toBeLessThanOrEqual(0);
  expect(grown.process).toBeLessThan(32 * mebibyte);
  device.dispose();
});
