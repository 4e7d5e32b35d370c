import { describe, expect, it } from "vitest";
import { ordinarySizes, walk, windows } from "../cases/conv-sizes.js";
import { depthwiseConv1dCase } from "../cases/depthwise-conv1d.js";
import { uniform } from "../cases/values.js";
import type { HostArray, OpCase } from "../op-case.js";
import { depthwiseConv1d } from "./depthwise-conv1d.js";
import { depthwiseConv1dGradient } from "./depthwise-conv1d-gradient.js";

type Forward = OpCase<"depthwiseConv1d">;

const names = ["x", "depthwise", "bias"] as const;

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
  return depthwiseConv1d(moved).y.values.reduce((sum, y, at) => sum + y * gradient.values[at]!, 0);
}

describe("the reference of depthwiseConv1dGradient", () => {
  it.each(windows)("is the slope of Σ g·y: $padding, stride $stride, dilation $dilation", (window) => {
    const sizes = { ...window, batch: 2, steps: 9, channels: 2 };
    const forward = depthwiseConv1dCase(sizes, { activation: null, bias: true }, 1);
    const { x, depthwise, bias } = forward.inputs;
    const gradient = uniform([sizes.batch, walk(sizes).outputSteps, ...bias!.shape], 5);
    const { stride, dilation } = sizes;
    const got = depthwiseConv1dGradient({
      name: "all",
      attrs: { stride, dilation, wantsX: true, wantsDepthwise: true, wantsBias: true },
      dynamic: forward.dynamic,
      inputs: { x, depthwise, gradient },
      outputs: { x: x.shape, depthwise: depthwise.shape, bias: bias!.shape },
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
    const { inputs } = depthwiseConv1dCase({ ...ordinarySizes, batch: 0 }, { activation: null, bias: false }, 1);
    const got = depthwiseConv1dGradient({
      name: "empty",
      attrs: { stride: 1, dilation: 1, wantsX: false, wantsDepthwise: true, wantsBias: true },
      dynamic: { padLeft: 1 },
      inputs: { ...inputs, gradient: uniform([0, 11, 6], 1) },
      outputs: { depthwise: inputs.depthwise.shape, bias: [6] },
    });
    expect(Object.keys(got)).toEqual(["depthwise", "bias"]);
    expect([...got.bias!.values, ...got.depthwise!.values]).toEqual(new Array(24).fill(0));
  });
});
