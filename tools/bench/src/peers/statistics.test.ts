import { describe, expect, test } from "vitest";
import { geometricMean, median, pairedRatio, relativeDifference } from "./statistics.js";

describe("statistics", () => {
  test("median", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeNaN();
  });

  test("a paired ratio leaves out what both rounds had in common, and rounds that one did not take part in", () => {
    expect(pairedRatio([2, 20, 6], [1, 10, 3])).toBe(2);
    expect(pairedRatio([2, 6, 1000], [1, 2])).toBe(2.5);
  });

  test("geometric mean", () => {
    expect(geometricMean([1, 4])).toBeCloseTo(2, 12);
    expect(geometricMean([])).toBeNaN();
  });

  test("relative difference", () => {
    expect(relativeDifference(Float32Array.of(1, -4), Float32Array.of(1, -3))).toBe(0.25);
    expect(relativeDifference(Float32Array.of(1), Float32Array.of(1, 2))).toBe(Number.POSITIVE_INFINITY);
    expect(relativeDifference(Float32Array.of(1), Float32Array.of(Number.NaN))).toBe(Number.POSITIVE_INFINITY);
    expect(relativeDifference(Float32Array.of(0), Float32Array.of(0))).toBe(Number.POSITIVE_INFINITY);
  });
});
