import { fileURLToPath } from "node:url";
import { createCpuBackend } from "@sepconv/backend-cpu";
import { createWasmBackend } from "@sepconv/backend-wasm";
import { AbortedError, type Device, useBackend } from "@sepconv/core";
import { afterEach, describe, expect, it } from "vitest";
import { confusionOf } from "./confusion.js";
import { readFromDisk } from "./read-from-disk.js";
import { type NetName, netNames, recipes } from "./recipes.js";
import { type EpochResult, makeNet, type TrainNetOptions, trainNet } from "./train-net.js";

const models = new URL("../../../apps/playground/public/models/", import.meta.url);
const readerOf = (name: NetName) => readFromDisk(fileURLToPath(new URL(name, models)));
const { motion } = recipes;

let device: Device | undefined;
afterEach(async () => {
  await device?.dispose();
  device = undefined;
});

/** Trains motion from a seed. */
async function trained(seed: number, options: TrainNetOptions) {
  const data = await motion.read(readerOf("motion"));
  const net = makeNet(motion, data, seed);
  const results: EpochResult[] = [];
  await trainNet(net, motion, data, { ...options, onEpoch: (result) => results.push(result) });
  return { net, data, results };
}

describe("motion, trained from scratch", () => {
  it.each([
    ["cpu", () => useBackend(createCpuBackend())],
    ["wasm", () => useBackend(createWasmBackend())],
  ])(
    "learns in ten epochs on %s: the loss falls, and the accuracy is far above chance",
    async (_, open) => {
      device = await open();
      const { results } = await trained(1, { epochs: 10 });
      expect(results.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      expect(results.at(-1)?.loss).toBeLessThan((results[0]?.loss ?? 0) / 3);
      expect(results.at(-1)?.accuracy).toBeGreaterThanOrEqual(0.8); // chance is 0.25
    },
    120_000,
  );

  it("tells recordings apart that it has never seen", async () => {
    device = await useBackend(createWasmBackend());
    // All epochs: normalization needs some hundred updates before it is as good in testing as in training.
    const { net, data } = await trained(1, {});
    const { accuracy, counts } = await confusionOf(net, data.test);
    expect(accuracy).toBeGreaterThanOrEqual(0.95);
    expect(counts.map((row) => row.reduce((total, count) => total + count))).toEqual([10, 10, 10, 10]);
  }, 120_000);

  it("becomes the same net from the same seed, and another from another", { timeout: 60_000 }, async () => {
    device = await useBackend(createWasmBackend());
    const [first, second, other] = [
      await trained(1, { epochs: 2, testEachEpoch: true }),
      await trained(1, { epochs: 2 }),
      await trained(2, { epochs: 2 }),
    ];
    const { accuracy } = await confusionOf(first.net, first.data.test);
    expect(first.results.at(-1)?.testAccuracy).toBeCloseTo(accuracy, 6);
    const weights = async (net: typeof first.net) =>
      await Promise.all(net.weights.map(async (weight) => [...(await weight.data())]));
    const [one, two, three] = [await weights(first.net), await weights(second.net), await weights(other.net)];
    expect(two).toEqual(one);
    expect(three).not.toEqual(one);
  });

  it("can be used after it was stopped", async () => {
    device = await useBackend(createWasmBackend());
    const data = await motion.read(readerOf("motion"));
    const net = makeNet(motion, data, 1);
    const signal = { aborted: false };
    const onProgress = () => {
      signal.aborted = true;
    };
    await expect(trainNet(net, motion, data, { signal, onProgress })).rejects.toThrow(AbortedError);
    expect((await confusionOf(net, data.test)).accuracy).toBeGreaterThanOrEqual(0);
    await trainNet(net, motion, data, { epochs: 1 });
  });
});

describe("the nets", () => {
  it.each([
    ["motion", 10_490, [40, 100, 6], [40, 100, 6]],
    ["vowels", 60_357, [270, 29, 12], [370, 29, 12]],
    ["heartbeat", 5_531, [236, 480, 1], [1, 7200, 1]],
  ] as const)(
    "%s has Keras' parameters, and the samples that Keras trained on",
    async (name, parameters, training, test) => {
      device = await useBackend(createCpuBackend());
      const data = await recipes[name].read(readerOf(name));
      const net = makeNet(recipes[name], data, 1);
      expect(net.countParams()).toBe(parameters);
      expect(data.training.shape).toEqual(training);
      expect(data.test.shape).toEqual(test);
    },
  );

  it("are all told of", () => {
    expect(netNames).toEqual(Object.keys(recipes));
  });
});
