import { describe, expect, it } from "vitest";
import { ordinarySizes, walk, windows } from "../cases/conv-sizes.js";
import { separableConv1dCase } from "../cases/separable-conv1d.js";
import { uniform } from "../cases/values.js";
import type { HostArray, OpCase } from "../op-case.js";
import { separableConv1d } from "./separable-conv1d.js";
import { separableConv1dGradient } from "./separable-conv1d-gradient.js";

type Forward = OpCase<"separableConv1d">;

const names = ["x", "depthwise", "pointwise", "bias"] as const;

/** Σ g·y of the forward reference, with one element of one input moved. */
function objective(
  forward: Forward,
  gradient: HostArray,
  name: (typeof names)[number],
  index: number,
  by: number,
): number {
  const input = forward.inputs[name];
  if (input === undefined) throw new RangeError(`no ${name}`);
  const values = input.values.slice();
  values[index]! += by;
  const moved = { ...forward, inputs: { ...forward.inputs, [name]: { shape: input.shape, values } } };
  return separableConv1d(moved).y.values.reduce((sum, y, at) => sum + y * gradient.values[at]!, 0);
}

describe("the reference of separableConv1dGradient", () => {
  it.each(windows)("is the slope of Σ g·y: $padding, stride $stride, dilation $dilation", (window) => {
    const sizes = { ...window, batch: 2, steps: 9, channels: 2, filters: 3 };
    const forward = separableConv1dCase(sizes, { activation: null, bias: true }, 1);
    const gradient = uniform([sizes.batch, walk(sizes).outputSteps, sizes.filters], 5);
    const { x, depthwise, pointwise, bias } = forward.inputs;
    const got = separableConv1dGradient({
      name: "all",
      attrs: {
        stride: sizes.stride,
        dilation: sizes.dilation,
        wantsX: true,
        wantsDepthwise: true,
        wantsPointwise: true,
        wantsBias: true,
      },
      dynamic: forward.dynamic,
      inputs: { x, depthwise, pointwise, gradient },
      outputs: { x: x.shape, depthwise: depthwise.shape, pointwise: pointwise.shape, bias: bias!.shape },
    });
    for (const name of names) {
      // The sum is linear in each input, so that a central difference is exact but for rounding.
      const slopes = forward.inputs[name]!.values.map((_, index) => {
        return objective(forward, gradient, name, index, 0.5) - objective(forward, gradient, name, index, -0.5);
      });
      for (const [index, slope] of slopes.entries()) expect(got[name]!.values[index]).toBeCloseTo(slope, 11);
    }
  });

  it("is zeros where there is no output, and left out where it is not asked for", () => {
    const sizes = { ...ordinarySizes, batch: 0 };
    const { inputs } = separableConv1dCase(sizes, { activation: null, bias: false }, 1);
    const got = separableConv1dGradient({
      name: "empty",
      attrs: { stride: 1, dilation: 1, wantsX: false, wantsDepthwise: true, wantsPointwise: false, wantsBias: true },
      dynamic: { padLeft: 1 },
      inputs: { ...inputs, gradient: uniform([0, 11, 5], 1) },
      outputs: { depthwise: inputs.depthwise.shape, bias: [5] },
    });
    expect(Object.keys(got)).toEqual(["depthwise", "bias"]);
    expect([...got.bias!.values, ...got.depthwise!.values].every((value) => value === 0)).toBe(true);
  });
});
