import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createWasmBackend } from "@sepconv/backend-wasm";
import { useBackend } from "@sepconv/core";
import * as layers from "@sepconv/layers";
import { expect, it } from "vitest";

const mebibyte = 2 ** 20;
setFlagsFromString("--expose-gc");
/** What nobody holds any more is no leak, and how much of it V8 lets pile up is its own affair. */
const collectGarbage = runInNewContext("gc") as () => void;

it("10,000 steps of training leave memory flat on WASM, where values are freed by hand", {
  timeout: 120_000,
}, async () => {
  const device = await useBackend(createWasmBackend());
  const input = layers.input({ shape: [10, 2] });
  const features = new layers.SeparableConv1D({ filters: 4, kernelSize: 3, activation: "relu" }).apply(input);
  const normalized = new layers.BatchNormalization().apply(features);
  const scores = new layers.Dense({ units: 2 }).apply(new layers.GlobalAveragePooling1D().apply(normalized));
  const model = layers.model({ inputs: input, outputs: scores });
  model.compile({ optimizer: "adam", loss: "mse", metrics: ["mae"] });
  const x = new Float32Array(80).map((_, index) => Math.sin(index));
  const data = samplesOf(x);
  const targets = [
    [0, 1],
    [1, 0],
    [0, 1],
    [1, 0],
  ];
  const train = async (steps: number) => {
    for (let step = 1; step <= steps; step++) {
      await model.trainOnBatch(data, targets);
      if (step % 500 === 0) collectGarbage();
    }
    return { live: device.statistics().liveBytes, process: process.memoryUsage().rss };
  };
  const before = await train(2_000);
  const after = await train(10_000);
  expect(after.live).toBe(before.live);
  expect(after.process - before.process).toBeLessThan(16 * mebibyte);
  model.dispose();
  device.dispose();
});

/** Four samples of ten steps and two channels. */
function samplesOf(values: Float32Array): number[][][] {
  return Array.from({ length: 4 }, (_, sample) =>
    Array.from({ length: 10 }, (_, step) => [0, 1].map((channel) => values[sample * 20 + step * 2 + channel] ?? 0)),
  );
}
