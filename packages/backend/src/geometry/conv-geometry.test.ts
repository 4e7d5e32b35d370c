import { describe, expect, it } from "vitest";
import { convGeometry, type Padding, paddings } from "./conv-geometry.js";

/** Outputs of a "valid" convolution by definition: starts 0, s, 2s, … whose window ends inside. */
function countWindows(paddedSteps: number, effective: number, stride: number): number {
  let count = 0;
  for (let start = 0; start + effective <= paddedSteps; start += stride) count++;
  return count;
}

const every = <Result>(
  visit: (steps: number, kernel: number, stride: number, dilation: number) => Result,
): Result[] => {
  const results: Result[] = [];
  for (let steps = 0; steps <= 24; steps++) {
    for (let kernel = 1; kernel <= 6; kernel++) {
      for (let stride = 1; stride <= 5; stride++) {
        for (let dilation = 1; dilation <= 4; dilation++) results.push(visit(steps, kernel, stride, dilation));
      }
    }
  }
  return results;
};

const geometry = (steps: number, kernelSize: number, stride: number, dilation: number, padding: Padding) =>
  convGeometry(steps, { kernelSize, stride, dilation, padding });

describe("convGeometry", () => {
  it("valid: as many windows as fit, no padding", () => {
    every((steps, kernel, stride, dilation) => {
      const effective = (kernel - 1) * dilation + 1;
      const { outputSteps, padLeft, padRight } = geometry(steps, kernel, stride, dilation, "valid");
      expect([padLeft, padRight]).toEqual([0, 0]);
      if (steps >= effective) expect(outputSteps).toBe(countWindows(steps, effective, stride));
      // Too short by less than a stride: no output; shorter: refused by callers.
      else if (steps - effective + stride > -stride) expect(outputSteps).toBe(0);
      else expect(outputSteps).toBeLessThan(0);
    });
  });

  it("same: one output for each stride begun, zeros split evenly with the odd one on the right", () => {
    every((steps, kernel, stride, dilation) => {
      const effective = (kernel - 1) * dilation + 1;
      const { outputSteps, padLeft, padRight } = geometry(steps, kernel, stride, dilation, "same");
      let starts = 0;
      for (let start = 0; start < steps; start += stride) starts++;
      expect(outputSteps).toBe(starts);
      expect(padRight - padLeft === 0 || padRight - padLeft === 1).toBe(true);
      // The least padding with which that many windows fit.
      if (starts > 0)
        expect(countWindows(steps + padLeft + padRight, effective, stride)).toBeGreaterThanOrEqual(starts);
      if (padLeft + padRight > 0 && starts > 0) {
        expect(countWindows(steps + padLeft + padRight - 1, effective, stride)).toBeLessThan(starts);
      }
    });
  });

  it("causal: each window ends at its own step", () => {
    every((steps, kernel, stride, dilation) => {
      const effective = (kernel - 1) * dilation + 1;
      const { outputSteps, padLeft, padRight } = geometry(steps, kernel, stride, dilation, "causal");
      expect([padLeft, padRight]).toEqual([effective - 1, 0]);
      expect(outputSteps).toBe(countWindows(steps + effective - 1, effective, stride));
    });
  });

  it("agrees with what TensorFlow's tests list", () => {
    const steps = (...args: Parameters<typeof geometry>) => geometry(...args).outputSteps;
    expect(steps(4, 2, 1, 1, "same")).toBe(4);
    expect(steps(4, 2, 2, 1, "same")).toBe(2);
    expect(steps(4, 2, 1, 1, "valid")).toBe(3);
    expect(steps(4, 2, 2, 1, "valid")).toBe(2);
    expect(steps(5, 2, 2, 2, "valid")).toBe(2);
    expect(geometry(6, 3, 2, 1, "same")).toEqual({ outputSteps: 3, padLeft: 0, padRight: 1 });
    expect(Object.is(steps(1, 4, 2, 1, "valid"), 0)).toBe(true);
    expect(paddings).toEqual(["valid", "same", "causal"]);
  });
});
