import { createWasmBackend } from "@sepconv/backend-wasm";
import { useBackend } from "@sepconv/core";
import * as layers from "@sepconv/layers";
import { expect, it } from "vitest";

const mebibyte = 2 ** 20;

it("10,000 steps of training leave memory flat on WASM, where values are freed by hand", {
  timeout: 240_000,
}, async () => {
  const device = await useBackend(createWasmBackend());
  const input = layers.input({ shape: [10, 2] });
  const features = new layers.SeparableConv1D({ filters: 4, kernelSize: 3, activation: "relu" }).apply(input);
  const normalized = new layers.BatchNormalization().apply(features);
  const scores = new layers.Dense({ units: 2 }).apply(new layers.GlobalAveragePooling1D().apply(normalized));
  const model = layers.model({ inputs: input, outputs: scores });
  model.compile({ optimizer: "adam", loss: "mse", metrics: ["mae"] });
  const x = new Float32Array(80).map((_, index) => Math.sin(index));
  const train = async (steps: number) => {
    const data = samplesOf(x);
    for (let step = 0; step < steps; step++)
      await model.trainOnBatch(data, [
        [0, 1],
        [1, 0],
        [0, 1],
        [1, 0],
      ]);
    return { live: device.statistics().liveBytes, process: process.memoryUsage().rss };
  };
  const before = await train(10_000);
  const after = await train(10_000);
  expect(after.live).toBe(before.live);
  expect(after.process - before.process).toBeLessThan(32 * mebibyte);
  model.dispose();
  device.dispose();
});

/** Four samples of ten steps and two channels. */
function samplesOf(values: Float32Array): number[][][] {
  return Array.from({ length: 4 }, (_, sample) =>
    Array.from({ length: 10 }, (_, step) => [0, 1].map((channel) => values[sample * 20 + step * 2 + channel] ?? 0)),
  );
}
