import { createCpuBackend } from "@sepconv/backend-cpu";
import { ones, scalar, useBackend } from "@sepconv/core";
import { beforeAll, beforeEach, expect, it } from "vitest";
import * as v1 from "../index.js";

const x = ones([1, 3, 1]);
const conv = { filters: 1, kernelSize: 3, depthwiseInitializer: "ones", pointwiseInitializer: "ones" } as const;
const numbers = (scope?: string): (number | undefined)[] =>
  v1.losses.getRegularizationLosses(scope).map((loss) => loss.dataSync()[0]);

beforeAll(async () => {
  await useBackend(createCpuBackend());
});
beforeEach(() => {
  v1.resetDefaultGraph();
  v1.setWarningHandler(() => {});
});

it("finds variables by the beginning of their names, which is a regular expression", () => {
  for (const name of ["encoder", "encoder_2", "decoder"]) {
    v1.variableScope(name, () => {
      v1.getVariable("w", { shape: [1] });
      v1.getVariable("count", { shape: [], dtype: "int32", trainable: false });
    });
  }
  const names = (scope?: string): string[] => v1.trainableVariables(scope).map(({ name }) => name);
  expect(names()).toEqual(["encoder/w:0", "encoder_2/w:0", "decoder/w:0"]);
  expect(names("encoder")).toEqual(["encoder/w:0", "encoder_2/w:0"]);
  expect(names("encoder/")).toEqual(["encoder/w:0"]);
  expect(names(".*coder/")).toEqual(["encoder/w:0", "decoder/w:0"]);
  expect(names("coder")).toEqual([]);
  expect(v1.globalVariables("decoder").map(({ name }) => name)).toEqual(["decoder/w:0", "decoder/count:0"]);
  expect(() => v1.globalVariables("(")).toThrow(
    'getCollection: scope is not valid; expected a regular expression, got "(".',
  );
});

it("finds losses by the names of their variables and layers, and evaluates them when they are read", () => {
  const options = { ...conv, depthwiseRegularizer: "l2", activityRegularizer: "l1" };
  v1.variableScope("a", () => v1.layers.separableConv1d(x, options));
  const layer = new v1.layers.SeparableConv1D({ ...conv, name: "b", pointwiseRegularizer: "l2" });
  layer.apply(x);
  expect(numbers().map((each) => each?.toFixed(3))).toEqual(["0.030", "0.030", "0.010"]);
  expect([numbers("a/"), numbers("b/pointwise"), numbers("b/d")].map(({ length }) => length)).toEqual([2, 1, 0]);
  layer.pointwiseKernel?.assign([[[3]]]);
  expect(numbers("b")[0]).toBeCloseTo(0.09);
  expect(v1.losses.getRegularizationLoss("b").dataSync()[0]).toBeCloseTo(0.09);
  expect(v1.losses.getRegularizationLoss("c").dataSync()[0]).toBe(0);
});

it("keeps what is added, once", () => {
  const loss = scalar(2);
  v1.losses.addLoss(loss);
  v1.losses.addLoss(loss);
  v1.addToCollection("mine", "anything");
  expect(v1.losses.getLosses()).toEqual([loss]);
  expect(v1.getCollection("mine")).toEqual(["anything"]);
  expect(v1.getCollection("nothing")).toEqual([]);
});
