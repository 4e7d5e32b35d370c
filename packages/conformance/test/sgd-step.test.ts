import { createCpuBackend } from "@sepconv/backend-cpu";
import { createWasmBackend } from "@sepconv/backend-wasm";
import { mean, mul, square, sub, tensor, tidy, useBackend, valueAndGrad } from "@sepconv/core";
import { SeparableConv1D } from "@sepconv/layers";
import { describe, expect, it } from "vitest";
import { references } from "../src/index.js";

const [batch, steps, channels, multiplier, filters, taps] = [4, 33, 6, 2, 10, 5];
const [stride, rate, outputSteps, padLeft] = [2, 0.05, 17, 2];

const wave = (length: number, frequency: number) =>
  Float32Array.from({ length }, (_, index) => Math.sin(index * frequency));
const x = { shape: [batch, steps, channels], values: Float64Array.from(wave(batch * steps * channels, 0.7)) };
const depthwise = {
  shape: [taps, channels, multiplier],
  values: Float64Array.from(wave(taps * channels * multiplier, 1.3)),
};
const pointwise = {
  shape: [1, channels * multiplier, filters],
  values: Float64Array.from(wave(channels * multiplier * filters, 0.9)),
};
const bias = { shape: [filters], values: Float64Array.from(wave(filters, 0.4)) };
const target = wave(batch * outputSteps * filters, 0.3);

/** One step of gradient descent on mean((y − target)²) in float64, from the references. */
function referenceStep(): Float64Array[] {
  const y = references.separableConv1d({
    name: "forward",
    attrs: { stride, dilation: 1, activation: "tanh" },
    dynamic: { padLeft },
    inputs: { x, depthwise, pointwise, bias },
    outputs: { y: [batch, outputSteps, filters] },
  }).y.values;
  // d mean((y − t)²) / d(linear output) = 2·(y − t)/n · (1 − y²)
  const e = y.map((value, index) => ((2 * (value - (target[index] ?? 0))) / y.length) * (1 - value * value));
  const gradients = references.separableConv1dGradient({
    name: "backward",
    attrs: { stride, dilation: 1, wantsX: false, wantsDepthwise: true, wantsPointwise: true, wantsBias: true },
    dynamic: { padLeft },
    inputs: { x, depthwise, pointwise, gradient: { shape: [batch, outputSteps, filters], values: e } },
    outputs: { depthwise: depthwise.shape, pointwise: pointwise.shape, bias: bias.shape },
  });
  const descend = (weight: Float64Array, gradient: Float64Array | undefined) =>
    weight.map((value, index) => value - rate * (gradient?.[index] ?? Number.NaN));
  return [
    descend(depthwise.values, gradients.depthwise?.values),
    descend(pointwise.values, gradients.pointwise?.values),
    descend(bias.values, gradients.bias?.values),
  ];
}

describe.each([
  ["cpu", () => useBackend(createCpuBackend())],
  ["wasm", () => useBackend(createWasmBackend())],
])("one step of gradient descent on %s", (_name, open) => {
  it("through the tape equals the reference, and leaves memory as it was", async () => {
    const device = await open();
    const layer = new SeparableConv1D({
      filters,
      kernelSize: taps,
      strides: stride,
      padding: "same",
      depthMultiplier: multiplier,
      activation: "tanh",
    });
    layer.build([null, steps, channels]);
    const start = [depthwise, pointwise, bias].map(({ values, shape }) => tensor(Float32Array.from(values), shape));
    const input = tensor(Float32Array.from(x.values), x.shape);
    const wanted = tensor(target, [batch, outputSteps, filters]);
    const step = () =>
      tidy(() => {
        const loss = valueAndGrad(() => mean(square(sub(layer.apply(input), wanted))));
        const { value, grads } = loss(...layer.trainableWeights);
        for (const [index, weight] of layer.trainableWeights.entries()) {
          weight.assign(sub(weight, mul(grads[index] ?? 0, rate)));
        }
        return value;
      });

    layer.setWeights(start);
    const first = step();
    const [firstLoss = 0] = first.dataSync();
    const got = layer.getWeights();
    referenceStep().forEach((want, index) => {
      const values = got[index]?.dataSync() ?? [];
      expect(values).toHaveLength(want.length);
      want.forEach((value, at) => {
        expect(Math.abs((values[at] ?? Number.NaN) - value)).toBeLessThan(1e-6);
      });
    });

    for (const weight of got) weight.dispose();
    const before = device.statistics().liveBytes;
    let last = first;
    for (let round = 0; round < 50; round++) {
      last.dispose();
      last = step();
    }
    expect(device.statistics().liveBytes).toBeLessThanOrEqual(before);
    expect(last.dataSync()[0]).toBeLessThan(firstLoss);
    device.dispose();
  });
});
