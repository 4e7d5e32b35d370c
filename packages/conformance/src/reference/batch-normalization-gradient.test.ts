import { describe, expect, it } from "vitest";
import { uniform } from "../cases/values.js";
import type { HostArray } from "../op-case.js";
import { batchNormalization } from "./batch-normalization.js";
import { batchNormalizationGradient } from "./batch-normalization-gradient.js";

const channels = [3];
const epsilon = 0.01;
const inputs = { x: uniform([6, 3], 1, 2), gamma: uniform(channels, 2), beta: uniform(channels, 3) };
const gradient = uniform(inputs.x.shape, 4);

type Name = keyof typeof inputs;

function normalized(of: Readonly<Record<Name, HostArray>>) {
  const outputs = { y: of.x.shape, mean: channels, variance: channels };
  return batchNormalization({ name: "forward", attrs: {}, dynamic: { epsilon }, inputs: of, outputs });
}

/** Σ e·y of the forward reference, with one element of one input moved. */
function objective(name: Name, index: number, by: number): number {
  const { shape, values } = inputs[name];
  const moved = values.map((value, at) => (at === index ? value + by : value));
  const { y } = normalized({ ...inputs, [name]: { shape, values: moved } });
  return y.values.reduce((sum, value, at) => sum + value * gradient.values[at]!, 0);
}

describe("the reference of batchNormalizationGradient", () => {
  it.each(["x", "gamma", "beta"] as const)("is the slope of Σ e·y along %s", (name) => {
    const { mean, variance } = normalized(inputs);
    const got = batchNormalizationGradient({
      name: "all",
      attrs: { wantsX: true, wantsGamma: true, wantsBeta: true },
      dynamic: { epsilon },
      inputs: {
        x: inputs.x,
        gamma: inputs.gamma,
        mean: { shape: channels, values: mean.values },
        variance: { shape: channels, values: variance.values },
        gradient,
      },
      outputs: { x: inputs.x.shape, gamma: channels, beta: channels },
    });
    const step = 1e-4;
    inputs[name].values.forEach((_, index) => {
      const slope = (objective(name, index, step) - objective(name, index, -step)) / (2 * step);
      expect(got[name]!.values[index]).toBeCloseTo(slope, 6);
    });
  });

  it("leaves out what is not asked for", () => {
    const { mean, variance } = normalized(inputs);
    const got = batchNormalizationGradient({
      name: "beta",
      attrs: { wantsX: false, wantsGamma: false, wantsBeta: true },
      dynamic: { epsilon },
      inputs: {
        x: inputs.x,
        mean: { shape: channels, values: mean.values },
        variance: { shape: channels, values: variance.values },
        gradient,
      },
      outputs: { beta: channels },
    });
    expect(Object.keys(got)).toEqual(["beta"]);
  });
});
