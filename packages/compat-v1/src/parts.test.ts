import { mul, ones, sum, type Tensor } from "@sepconv/core";
import { expect, it } from "vitest";
import { constraintFrom, initializerConfig, initializerFrom, partConfig, regularizerFrom } from "./parts.js";

it("null stands for what the variable scope gives", () => {
  expect([initializerFrom("a", null), regularizerFrom("a", null), constraintFrom("a", undefined)]).toEqual([
    null,
    null,
    null,
  ]);
  expect([partConfig(null), initializerConfig(null)]).toEqual([null, null]);
});

it("names are those of Keras 2, configurations TensorFlow 1's", () => {
  expect(initializerConfig(initializerFrom("a", "truncated_normal"))).toEqual({
    class_name: "TruncatedNormal",
    config: { mean: 0, stddev: 0.05, seed: null, dtype: "float32" },
  });
  expect(initializerConfig(initializerFrom("a", "he_normal"))).toEqual({
    class_name: "HeNormal",
    config: { seed: null },
  });
  expect(partConfig(regularizerFrom("a", "l1_l2"))).toMatchObject({ class_name: "L1L2" });
  expect(partConfig(constraintFrom("a", "nonneg"))).toEqual({ class_name: "NonNeg", config: {} });
});

it("a dtype among an initializer's arguments says nothing: weights have their layer's", () => {
  const given = { class_name: "Ones", config: { dtype: "float64" } };
  expect(initializerFrom("a", given)?.([1], { dtype: "float32" }).dtype).toBe("float32");
});

it("functions of one's own are written by their name", () => {
  const half = (shape: readonly number[]): Tensor => ones(shape);
  const total = (w: Tensor): Tensor => sum(w);
  const double = (w: Tensor): Tensor => mul(w, 2);
  expect(initializerConfig(initializerFrom("a", half))).toBe("half");
  expect(partConfig(regularizerFrom("a", total))).toBe("total");
  expect(partConfig(constraintFrom("a", double))).toBe("double");
});

it.each([
  [
    () => initializerFrom("depthwiseInitializer", 5),
    "depthwiseInitializer: this cannot be understood; expected a name",
  ],
  [
    () => initializerFrom("biasInitializer", ["zeros"]),
    'biasInitializer: this cannot be understood; expected a name, an object, a function or { class_name, config }, got ["zeros"].',
  ],
  [
    () => regularizerFrom("biasRegularizer", "bogus"),
    'biasRegularizer: this is not valid; got "bogus". regularizers.get: ',
  ],
  [() => constraintFrom("biasConstraint", ""), 'biasConstraint: this is not valid; got "". constraints.get: '],
  [
    () => initializerFrom("a", { class_name: "Constant" }),
    'a: this is no serialized object; expected { class_name, config }, got { class_name: "Constant" }.',
  ],
])("what cannot be understood is refused with the argument and the value: %#", (compute, message) => {
  expect(compute).toThrow(message);
});
