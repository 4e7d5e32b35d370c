import { describe, expect, it } from "vitest";
import { agrees, allowedDifference } from "./tolerance.js";

const strict = { factor: 1, functions: "processor" } as const;
const smallest = 2 ** -126;

function output(value: number, magnitude: number, terms: number) {
  return { values: Float64Array.of(value), magnitudes: Float64Array.of(magnitude), terms };
}

describe("allowedDifference", () => {
  it("is (4 + √n)·2⁻²⁴·S for a sum", () => {
    expect(allowedDifference(output(1, 8, 25), 0, "float32", strict)).toBe(9 * 2 ** -24 * 8 + smallest);
    expect(allowedDifference(output(1, 8, 25), 0, "float64", strict)).toBe(9 * 2 ** -53 * 8 + 2 ** -1022);
  });

  it("is multiplied by the factor of the device", () => {
    expect(allowedDifference(output(1, 8, 25), 0, "float32", { ...strict, factor: 4 })).toBe(
      36 * 2 ** -24 * 8 + smallest,
    );
  });

  it("is stretched by an activation's slope, and has its ulps added", () => {
    const selu = { ...output(2, 8, 25), final: { kind: "selu" as const } };
    expect(allowedDifference(selu, 0, "float32", strict)).toBeCloseTo(1.7581 * 72 * 2 ** -24 + 4 * 2 * 2 ** -23, 12);
    const exp = { ...output(100, 8, 25), final: { kind: "exp" as const } };
    expect(allowedDifference(exp, 0, "float32", strict)).toBeCloseTo(100 * 72 * 2 ** -24 + 4 * 100 * 2 ** -23, 10);
  });

  it("is nothing where values only move, but for what may be flushed", () => {
    const moved = { values: Float64Array.of(3), terms: 0, final: { kind: "move" as const } };
    expect(allowedDifference(moved, 0, "float32", strict)).toBe(smallest);
  });

  it("follows the WGSL text where a device may", () => {
    const exp = {
      values: Float64Array.of(1),
      terms: 0,
      final: { kind: "exp" as const, argument: Float64Array.of(-10) },
    };
    expect(allowedDifference(exp, 0, "float32", { factor: 1, functions: "wgsl" })).toBe((4 + 23) * 2 ** -23 + smallest);
  });
});

describe("agrees", () => {
  it.each([
    [Number.NaN, Number.NaN, true],
    [0, Number.NaN, false],
    [Number.NaN, 0, false],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, true],
    [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, false],
    [3e38, Number.POSITIVE_INFINITY, false],
    // Beyond float32.
    [Number.POSITIVE_INFINITY, 1e39, true],
    [Number.NEGATIVE_INFINITY, 1e39, false],
    [Number.POSITIVE_INFINITY, 1e38, false],
    [1.05, 1, true],
    [1.15, 1, false],
  ])("%s for %s: %s", (got, want, agreed) => {
    expect(agrees(got, want, 0.1, "float32")).toBe(agreed);
  });
});
