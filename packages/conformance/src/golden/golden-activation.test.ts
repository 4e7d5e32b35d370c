import { expect, it } from "vitest";
import { type Dialect, goldenActivation } from "./golden-activation.js";

it.each<[Dialect, unknown, string]>([
  ["keras3", undefined, "none"],
  ["keras3", "linear", "none"],
  ["keras3", "leaky_relu", "leakyRelu"],
  ["keras3", "exponential", "exp"],
  ["keras3", "hard_sigmoid", "hardSigmoid"],
  ["keras3", "gelu", "gelu"],
  ["keras2", "hard_sigmoid", "hardSigmoidKeras2"],
  ["keras2", "log_softmax", "logSoftmax"],
  ["keras2", "swish", "silu"],
  ["keras2", "softmax", "softmax"],
  ["keras2", "no_such_function", "pending"],
])("%s: %s is %s", (dialect, name, want) => {
  expect(goldenActivation(dialect, name)).toBe(want);
});
