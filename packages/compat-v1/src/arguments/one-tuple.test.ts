import { expect, it } from "vitest";
import { oneTuple, wholeOf } from "./one-tuple.js";

it.each([
  [3, 3],
  [true, 1],
  [[3], 3],
  [[1.5], 1.5],
  [new Set([2]), 2],
  [Int32Array.of(4), 4],
])("%j is a tuple of one", (value, element) => {
  expect(oneTuple("layer", "kernelSize", value, 1)).toEqual([element]);
});

it.each([0, -1, 2.5, null, undefined, "3", [], [1, 2], [0], ["a"], [[3]], { a: 1 }, [Number.NaN]])(
  "%j is none",
  (value) => {
    expect(() => oneTuple("layer", "kernelSize", value, 1)).toThrow(
      "layer: kernelSize is not valid; expected a whole number of at least 1, or a list of one, got",
    );
  },
);

it("strides may be 0 for a while", () => {
  expect(oneTuple("layer", "strides", [0], 0)).toEqual([0]);
  expect(() => oneTuple("layer", "strides", -1, 0)).toThrow("expected a whole number of at least 0");
});

it("a fraction is refused where it is used", () => {
  expect(wholeOf("layer", "kernelSize", [3])).toBe(3);
  expect(() => wholeOf("layer", "kernelSize", [2.5])).toThrow(
    "layer: kernelSize is not valid; expected a whole number, got 2.5.",
  );
});
