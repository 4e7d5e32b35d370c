import { createCpuBackend } from "@sepconv/backend-cpu";
import { ones, tensor, useBackend } from "@sepconv/core";
import { beforeAll, beforeEach, expect, it } from "vitest";
import * as v1 from "../index.js";

beforeAll(async () => {
  await useBackend(createCpuBackend());
});
beforeEach(() => {
  v1.resetDefaultGraph();
});

it("multiplies the last axis, whatever stands before it", () => {
  const layer = new v1.layers.Dense({ units: 2, activation: "relu" });
  layer.build([null, null, 3]);
  layer.setWeights([
    [
      [1, -1],
      [1, -1],
      [1, -1],
    ],
    [1, 1],
  ]);
  const y = layer.apply(
    tensor([
      [
        [1, 2, 3],
        [0, 0, 0],
      ],
    ]),
  );
  expect([y.shape, ...y.dataSync()]).toEqual([[1, 2, 2], 7, 0, 1, 1]);
});

it("makes of units what Python's int does", () => {
  const units = (given: unknown): number => new v1.layers.Dense({ units: given as number }).units;
  expect([units(2.7), units("3"), units(true), units(0), units(-0.5)]).toEqual([2, 3, 1, 0, 0]);
  expect(v1.layers.dense(ones([2, 3]), { units: 0 }).shape).toEqual([2, 0]);
});

it.each([undefined, null, -1, "a", Number.NaN, [3]])("refuses %j units", (units) => {
  expect(() => new v1.layers.Dense({ units: units as never })).toThrow(
    "Dense: units is not valid; expected a whole number of at least 0, got",
  );
});

it("wants two axes, the last of them known", () => {
  const layer = new v1.layers.Dense({ units: 2, name: "d" });
  expect(layer.computeOutputShape([null, null, 3])).toEqual([null, null, 2]);
  expect(() => layer.computeOutputShape([3])).toThrow('layer "d": the input shape does not do');
  expect(() => layer.apply(ones([3]))).toThrow("expected min_ndim=2, got [3]");
  expect(() => layer.build([2, null])).toThrow('layer "d": the last dimension of the inputs should be defined');
});

it("shares its variables where it may, and says what is there where it may not", () => {
  const dense = (reuse: boolean | null) => v1.layers.dense(ones([1, 2]), { units: 2, name: "d", reuse });
  dense(null);
  dense(true);
  expect(v1.globalVariables().map(({ name }) => name)).toEqual(["d/kernel:0", "d/bias:0"]);
  expect(() => dense(null)).toThrow("variable d/kernel already exists");
});
