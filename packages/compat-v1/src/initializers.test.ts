import { createCpuBackend } from "@sepconv/backend-cpu";
import { useBackend } from "@sepconv/core";
import { beforeAll, expect, it } from "vitest";
import { initializers } from "./index.js";

beforeAll(async () => {
  await useBackend(createCpuBackend());
});

const moments = (values: ArrayLike<number>): [mean: number, deviation: number] => {
  const all = Array.from(values);
  const mean = all.reduce((total, value) => total + value, 0) / all.length;
  return [mean, Math.sqrt(all.reduce((total, value) => total + (value - mean) ** 2, 0) / all.length)];
};

it("have TensorFlow 1's defaults, which are not those of Keras' names", () => {
  const [mean, deviation] = moments(initializers.truncatedNormal({ seed: 1 })([5000]).dataSync());
  expect(mean).toBeCloseTo(0, 1);
  expect(deviation).toBeCloseTo(0.88, 1);
  const uniform = initializers.randomUniform({ seed: 1 })([1000]).dataSync();
  expect(uniform.every((value) => value >= 0 && value < 1)).toBe(true);
  expect(moments(initializers.randomNormal({ seed: 1 })([5000]).dataSync())[1]).toBeCloseTo(1, 1);
});

it("write a dtype, but for those of He and LeCun", () => {
  const config = (initializer: ReturnType<typeof initializers.zeros>) => [
    initializer.className,
    initializer.getConfig({ dialect: "keras2" }),
  ];
  expect(config(initializers.zeros({ dtype: "float64" }))).toEqual(["Zeros", { dtype: "float64" }]);
  expect(config(initializers.constant({ value: 2 }))).toEqual(["Constant", { value: 2, dtype: "float32" }]);
  expect(config(initializers.glorotUniform())).toEqual(["GlorotUniform", { seed: null, dtype: "float32" }]);
  expect(config(initializers.heNormal({ seed: 3 }))).toEqual(["HeNormal", { seed: 3 }]);
  expect(config(initializers.lecunUniform())).toEqual(["LecunUniform", { seed: null }]);
});

it("fill weights with what they say", () => {
  expect([...initializers.ones()([2]).dataSync()]).toEqual([1, 1]);
  expect([...initializers.identity({ gain: 2 })([2, 2]).dataSync()]).toEqual([2, 0, 0, 2]);
  // Glorot's limit √(6 / (fanIn + fanOut)) of [3, 4, 2]: fans 12 and 6.
  const limit = Math.sqrt(6 / 18);
  const weights = initializers.glorotUniform({ seed: 1 })([3, 4, 2]).dataSync();
  expect(weights.every((value) => Math.abs(value) <= limit)).toBe(true);
});
