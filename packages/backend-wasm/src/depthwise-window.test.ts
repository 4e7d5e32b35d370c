import { describe, expect, test } from "vitest";
import { operand, planned, typeOf, valuesOf } from "../test/operands.js";
import { depthwiseWindow } from "./depthwise-window.js";
import { createWasmBackend } from "./index.js";

describe("depthwiseWindow", () => {
  test("many taps share what is copied", () => {
    expect(depthwiseWindow(15, 1, 1, 64)).toEqual({ spread: 1, bytes: (64 + 21) * 16 });
    expect(depthwiseWindow(87, 1, 2, 64)).toEqual({ spread: 2, bytes: (64 + 186) * 16 });
    expect(depthwiseWindow(31, 2, 4, 64)).toEqual({ spread: 2, bytes: (64 + 74) * 16 });
  });

  test.each([
    ["few taps", 3, 1, 1],
    ["outputs that never share a tap's input", 33, 2, 1],
    ["taps that are too far apart", 99, 1, 16],
    ["a spread that does not divide the tile", 99, 1, 3],
    ["taps that no number of steps reaches", 99, 1, 2 ** 50],
  ])("copies nothing for %s", (_, kernelSize, stride, dilation) => {
    expect(depthwiseWindow(kernelSize, stride, dilation, 64).bytes).toBe(0);
  });
});

describe("separableConv1d over a window", () => {
  // Steps before, inside and behind a tile of 64; an odd number of taps and an even one; channels that fill no vector.
  test.each([
    [1, 15, 1, 1, 5, 1],
    [8, 16, 1, 1, 3, 1],
    [63, 15, 1, 1, 4, 2],
    [65, 20, 1, 1, 6, 1],
    [200, 33, 1, 1, 3, 2],
    [150, 31, 1, 2, 5, 1],
    [150, 130, 1, 8, 3, 1],
    [301, 16, 2, 2, 7, 1],
    [301, 31, 2, 4, 1, 3],
  ])(
    "steps %i, kernel size %i, stride %i, dilation %i, channels %i, multiplier %i",
    async (steps, kernelSize, stride, dilation, channels, multiplier) => {
      const outputSteps = Math.ceil(steps / stride);
      const reach = (outputSteps - 1) * stride + (kernelSize - 1) * dilation + 1;
      const padLeft = Math.floor(Math.max(0, reach - steps) / 2);
      const terms = channels * multiplier;
      const x = Float32Array.from({ length: steps * channels }, (_, index) => ((index * 7) % 13) - 6);
      const depthwise = Float32Array.from({ length: kernelSize * terms }, (_, index) => ((index * 5) % 7) - 3);
      const backend = await createWasmBackend();
      const operands = {
        x: operand(backend, [1, steps, channels], [...x]),
        depthwise: operand(backend, [kernelSize, channels, multiplier], [...depthwise]),
        // Each output is one channel of the intermediate.
        pointwise: operand(
          backend,
          [1, terms, terms],
          Array.from({ length: terms * terms }, (_, index) => (index % (terms + 1) === 0 ? 1 : 0)),
        ),
      };
      expect(depthwiseWindow(kernelSize, stride, dilation, 64).bytes).toBeGreaterThan(0);
      const y = operand(backend, [1, outputSteps, terms]);
      const launch = planned(
        backend.plan(
          "separableConv1d",
          { stride, dilation, activation: null },
          {
            x: typeOf(operands.x),
            depthwise: typeOf(operands.depthwise, [0, 1, 2]),
            pointwise: typeOf(operands.pointwise, [2]),
          },
        ),
      );
      launch(operands, { y }, { padLeft });
      const expected = Array.from({ length: outputSteps * terms }, (_, index) => {
        const [step, q] = [Math.floor(index / terms), index % terms];
        const c = Math.floor(q / multiplier);
        let sum = 0;
        for (let j = 0; j < kernelSize; j++) {
          const position = step * stride + j * dilation - padLeft;
          if (position >= 0 && position < steps) sum += x[position * channels + c]! * depthwise[j * terms + q]!;
        }
        return sum;
      });
      // Whole numbers: exact in any order. −0 and 0 are the same sum.
      expect(valuesOf(backend, y).map((value) => value + 0)).toEqual(expected.map((value) => value + 0));
      backend.dispose();
    },
  );
});
