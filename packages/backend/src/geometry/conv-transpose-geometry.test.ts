import { describe, expect, it } from "vitest";
import { convGeometry } from "./conv-geometry.js";
import { type ConvTransposeGeometry, convTransposeGeometry, transposePaddings } from "./conv-transpose-geometry.js";

type Padding = (typeof transposePaddings)[number];

function every(visit: (steps: number, kernel: number, stride: number, dilation: number) => void): void {
  for (let steps = 1; steps <= 12; steps++) {
    for (let kernel = 1; kernel <= 6; kernel++) {
      for (let stride = 1; stride <= 5; stride++) {
        for (let dilation = 1; dilation <= 4; dilation++) visit(steps, kernel, stride, dilation);
      }
    }
  }
}

const geometry = (
  steps: number,
  [kernelSize, stride, dilation]: readonly [number, number, number],
  padding: Padding,
  outputPadding: number | null = null,
): ConvTransposeGeometry => convTransposeGeometry(steps, { kernelSize, stride, dilation, padding, outputPadding });

describe("convTransposeGeometry", () => {
  it("turns the convolution round: its output is an input that makes as many steps, cut off as that is padded", () => {
    every((steps, kernelSize, stride, dilation) => {
      for (const padding of transposePaddings) {
        const { outputSteps, padLeft } = geometry(steps, [kernelSize, stride, dilation], padding);
        const there = convGeometry(outputSteps, { kernelSize, stride, dilation, padding });
        expect([there.outputSteps, there.padLeft]).toEqual([steps, padLeft]);
      }
    });
  });

  it("valid with an output padding: what the last tap reaches, and as many steps more", () => {
    every((steps, kernelSize, stride, dilation) => {
      for (let added = 0; added < stride; added++) {
        const { outputSteps, padLeft } = geometry(steps, [kernelSize, stride, dilation], "valid", added);
        expect([outputSteps, padLeft]).toEqual([(steps - 1) * stride + (kernelSize - 1) * dilation + 1 + added, 0]);
      }
    });
  });

  it("same with an output padding: half a filter less at each end", () => {
    expect(geometry(5, [3, 2, 1], "same", 0)).toEqual({ outputSteps: 9, padLeft: 1 });
    expect(geometry(5, [3, 2, 1], "same", 1)).toEqual({ outputSteps: 10, padLeft: 0 });
    expect(geometry(5, [4, 2, 1], "same", 0)).toEqual({ outputSteps: 8, padLeft: 2 });
    expect(geometry(5, [3, 3, 2], "same", 2)).toEqual({ outputSteps: 15, padLeft: 1 });
  });

  it("no input steps: what the formula leaves, negative where callers refuse", () => {
    expect(geometry(0, [3, 2, 1], "same").outputSteps).toBe(0);
    expect(geometry(0, [3, 2, 1], "valid").outputSteps).toBe(1);
    expect(geometry(0, [2, 3, 1], "valid", 0).outputSteps).toBe(-1);
    expect(transposePaddings).toEqual(["valid", "same"]);
  });
});
