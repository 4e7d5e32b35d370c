import { describe, expect, it } from "vitest";
import { array } from "../cases/values.js";
import type { OpCase } from "../op-case.js";
import { separableConv1d } from "./separable-conv1d.js";

/** Worked by hand: x counts to 6 and to 60, filters of small whole numbers. */
function worked(stride: number, dilation: number, padLeft: number, outputSteps: number): OpCase<"separableConv1d"> {
  return {
    name: "worked by hand",
    attrs: { stride, dilation, activation: null },
    dynamic: { padLeft },
    inputs: {
      x: array([1, 6, 2], [1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60]),
      depthwise: array([3, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8, -1, 0, 0, -1]),
      pointwise: array([1, 4, 2], [1, 0, 0, 1, 0.5, 0, 0, -0.5]),
      bias: array([2], [0.25, -0.25]),
    },
    outputs: { y: [1, outputSteps, 2] },
  };
}

const inside = [93.25, -71.25, 148.25, -118.25, 203.25, -165.25, 258.25, -212.25];

describe("the reference of separableConv1d", () => {
  it.each<[string, OpCase<"separableConv1d">, number[]]>([
    ["valid", worked(1, 1, 0, 4), inside],
    ["same", worked(1, 1, 1, 6), [38.25, -24.25, ...inside, 320.25, -294.25]],
    ["same, stride 2", worked(2, 1, 0, 3), [93.25, -71.25, 203.25, -165.25, 320.25, -294.25]],
    [
      "same, dilation 2",
      worked(1, 2, 2, 6),
      [37.25, -19.25, 76.25, -48.25, 131.25, -95.25, 186.25, -142.25, 248.25, -224.25, 304.25, -276.25],
    ],
    ["causal, stride 2", worked(2, 1, 2, 3), [-0.75, 4.75, 93.25, -71.25, 203.25, -165.25]],
    [
      "causal, dilation 2",
      worked(1, 2, 4, 6),
      [-0.75, 4.75, -1.75, 9.75, 37.25, -19.25, 76.25, -48.25, 131.25, -95.25, 186.25, -142.25],
    ],
  ])("%s", (_, call, want) => {
    expect([...separableConv1d(call).y.values]).toEqual(want);
  });

  it("S adds absolute values, and n counts taps and inner channels", () => {
    const { y } = separableConv1d(worked(1, 1, 2, 6));
    // First causal step: x[0] meets the last tap alone. |−1·1|·1 + |0| + 0.25 and |−1·10|·0.5 + 0.25.
    expect([...(y.magnitudes?.slice(0, 2) ?? [])]).toEqual([1.25, 5.25]);
    expect(y.terms).toBe(3 + 4);
  });

  it("applies the activation last and keeps its argument", () => {
    const linear = worked(1, 1, 0, 4);
    const { y } = separableConv1d({ ...linear, attrs: { ...linear.attrs, activation: "relu" } });
    expect([...y.values]).toEqual(inside.map((value) => Math.max(value, 0)));
    expect([...(y.final?.argument ?? [])]).toEqual(inside);
  });
});
