import { createCpuBackend } from "@sepconv/backend-cpu";
import { createWasmBackend } from "@sepconv/backend-wasm";
import * as v1 from "@sepconv/compat-v1";
import { useBackend, zeros } from "@sepconv/core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

const warmUp = 2_000;
const mebibyte = 2 ** 20;
const conv = { filters: 4, kernelSize: 3, padding: "same" } as const;

let before: ReturnType<typeof v1.setWarningHandler>;
beforeAll(() => {
  before = v1.setWarningHandler(() => {});
});
afterAll(() => {
  v1.setWarningHandler(before);
});
beforeEach(() => v1.resetDefaultGraph());

/** What is held more after many rounds of a synchronous loop that keeps and disposes nothing. */
function growth(rounds: number, round: () => void): number {
  for (let each = 0; each < warmUp; each++) round();
  const known = held();
  for (let each = 0; each < rounds; each++) round();
  return held() - known;
}

/** Bytes that the garbage collector cannot take: a weak reference keeps its target until the loop has ended. */
function held(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Two layers, one after the other, with everything that they may leave in a graph. */
function layersInARow(): () => void {
  const x = zeros([1, 16, 4]);
  const options = { ...conv, activityRegularizer: "l2", depthwiseRegularizer: "l1" };
  const [first, second] = [new v1.layers.SeparableConv1D(options), new v1.layers.SeparableConv1D(options)];
  return () => second.apply(first.apply(x));
}

function functionsInScopes(): () => void {
  const x = zeros([1, 16, 4]);
  return () =>
    v1.variableScope("encoder", { reuse: v1.AUTO_REUSE, regularizer: "l2" }, () =>
      v1.variableScope(null, { defaultName: "block" }, () =>
        v1.layers.batchNormalization(v1.layers.separableConv1d(x, conv), { training: true }),
      ),
    );
}

describe("a graph stays as it is in a synchronous loop that keeps and disposes nothing", () => {
  it("in 50000 rounds of two layers, that is 100000 calls", { timeout: 60_000 }, async () => {
    await useBackend(createCpuBackend());
    expect(growth(50_000, layersInARow())).toBeLessThan(2 * mebibyte);
    expect(v1.globalVariables()).toHaveLength(6);
    expect(v1.losses.getRegularizationLosses()).toHaveLength(4);
  });

  it("in 10000 rounds of functional forms in scopes", { timeout: 60_000 }, async () => {
    await useBackend(createCpuBackend());
    expect(growth(10_000, functionsInScopes())).toBeLessThan(2 * mebibyte);
    // The scope's regularizer is for every variable in it, statistics as well.
    expect(v1.globalVariables()).toHaveLength(7);
    expect(v1.losses.getRegularizationLosses()).toHaveLength(7);
    expect(v1.getCollection(v1.GraphKeys.UPDATE_OPS)).toHaveLength(2);
  });

  it("with values in a backend's own memory, which stays below its limit", { timeout: 60_000 }, async () => {
    const device = await useBackend(createWasmBackend({ memoryLimit: mebibyte }));
    growth(10_000, layersInARow());
    expect(device.statistics().liveBytes).toBeLessThanOrEqual(mebibyte);
    device.dispose();
  });
});
