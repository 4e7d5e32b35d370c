import { createCpuBackend } from "@sepconv/backend-cpu";
import { ones, sum, type Tensor, useBackend, valueAndGrad, zeros } from "@sepconv/core";
import { beforeEach, describe, expect, it } from "vitest";
import * as layers from "../index.js";

const wrong = (value: unknown) => value as never;
const training = true;

beforeEach(async () => {
  layers.resetLayerNames();
  await useBackend(createCpuBackend());
});

/** Mean and standard deviation. */
function moments(values: ArrayLike<number>): [mean: number, deviation: number] {
  const numbers = Array.from(values);
  const mean = numbers.reduce((total, value) => total + value) / numbers.length;
  return [mean, Math.sqrt(numbers.reduce((total, value) => total + (value - mean) ** 2, 0) / numbers.length)];
}

describe("noise and dropout", () => {
  it("drops whole channels of a sample", () => {
    const y = new layers.SpatialDropout1D({ rate: 0.5, seed: 1 }).apply(ones([2, 5, 40]), { training });
    const rows = Array.from({ length: 10 }, (_, row) => [...y.dataSync().slice(row * 40, (row + 1) * 40)]);
    expect(rows.slice(1, 5)).toEqual(new Array(4).fill(rows[0]));
    expect(rows[5]).not.toEqual(rows[0]);
    expect([...new Set(y.dataSync())].sort()).toEqual([0, 2]);
  });

  it.each<[string, (options: { seed: number }) => layers.Layer, number, number]>([
    ["GaussianNoise", (options) => new layers.GaussianNoise({ stddev: 3, ...options }), 1, 3],
    ["GaussianDropout", (options) => new layers.GaussianDropout({ rate: 0.2, ...options }), 1, 0.5],
  ])("%s has its mean and deviation, and follows its seed", (_, make, mean, deviation) => {
    const noise = (seed: number) =>
      make({ seed })
        .apply(ones([20_000]), { training })
        .dataSync();
    const [first, spread] = moments(noise(5));
    expect(first).toBeCloseTo(mean, 1);
    expect(spread).toBeCloseTo(deviation, 1);
    expect(noise(5)).toEqual(noise(5));
    expect(noise(6)).not.toEqual(noise(5));
  });

  it("AlphaDropout keeps mean and variance of normalized inputs", () => {
    const normal = new layers.GaussianNoise({ stddev: 1, seed: 1 }).apply(zeros([50_000]), { training });
    const layer = new layers.AlphaDropout({ rate: 0.3, seed: 2 });
    const [mean, deviation] = moments(layer.apply(normal, { training }).dataSync());
    expect(mean).toBeCloseTo(0, 1);
    expect(deviation).toBeCloseTo(1, 1);
    const shared = new layers.AlphaDropout({ rate: 0.5, seed: 2, noiseShape: [null, 1] });
    const y = shared.apply(ones([8, 3]), { training }).dataSync();
    for (let row = 0; row < 8; row++) expect(new Set(y.slice(row * 3, row * 3 + 3)).size).toBe(1);
  });

  it("has gradients through the same noise, and does nothing outside of training", () => {
    const layer = new layers.GaussianDropout({ rate: 0.5, seed: 3 });
    const { value, grads } = valueAndGrad((x) => sum(layer.apply(x as Tensor, { training })))(ones([4]));
    expect(sum(grads[0] as Tensor).dataSync()[0]).toBeCloseTo(value.dataSync()[0] ?? 0, 5);
    expect([...layer.apply(ones([2])).dataSync()]).toEqual([1, 1]);
  });

  it.each<[() => unknown, string]>([
    [
      () => new layers.SpatialDropout1D({ rate: 2 }),
      'SpatialDropout1D "spatial_dropout1d": rate is not valid; expected a number from 0 to 1, got 2.',
    ],
    [
      () => new layers.SpatialDropout1D({ rate: 0, noiseShape: wrong([1, 1, 2]) }),
      'SpatialDropout1D "spatial_dropout1d": noiseShape is not supported yet; expected null, got [1, 1, 2].',
    ],
    [
      () => new layers.GaussianNoise({ stddev: -1 }),
      'GaussianNoise "gaussian_noise": stddev is not valid; expected a finite number from 0 up, got -1.',
    ],
    [
      () => new layers.AlphaDropout({ rate: 0.5, noiseShape: [1] }).apply(zeros([2, 2])),
      'AlphaDropout "alpha_dropout": noiseShape has another rank than the input; expected rank 2, got [1].',
    ],
    [
      () => new layers.ActivityRegularization(wrong({ activityRegularizer: "l1" })),
      'ActivityRegularization "activity_regularization": activityRegularizer is what the layer is itself. Give l1 and l2 instead.',
    ],
  ])("refuses what it cannot do: %#", (make, message) => {
    expect(make).toThrow(message);
  });
});
