import { describe, expect, it } from "vitest";
import { ArgumentError, ModelFormatError, SepconvError, ShapeError, showValue } from "./errors.js";

describe("errors", () => {
  it("follow one grammar", () => {
    const error = new ShapeError({
      where: "op",
      problem: "x has rank 2",
      expected: "rank 3",
      got: [4, 5],
      remedy: "Add a batch axis.",
    });
    expect(error.message).toBe("op: x has rank 2; expected rank 3, got [4, 5]. Add a batch axis.");
    expect(error).toMatchObject({ name: "ShapeError", code: "SHAPE" });
    expect(error).toBeInstanceOf(SepconvError);
    expect(new ArgumentError({ where: "op", problem: "no" }).message).toBe("op: no.");
    expect(new ArgumentError({ where: "op", problem: "no", got: undefined }).message).toBe("op: no; got undefined.");
  });

  it("keep what caused them", () => {
    const cause = new Error("inner");
    expect(new ModelFormatError({ where: "file", problem: "no", cause }).cause).toBe(cause);
  });

  it("show values, shortened", () => {
    expect(showValue("same")).toBe('"same"');
    expect(showValue(new Float32Array(3))).toBe("Float32Array of 12 bytes");
    expect(showValue({ a: 1, b: { c: [1] } })).toBe("{ a: 1, b: { c: [1] } }");
    expect(showValue(Array.from({ length: 20 }, () => 1))).toMatch(/, …\]$/);
    expect(showValue("x".repeat(1e6))).toHaveLength(120);
    expect(showValue(10n)).toBe("10");
    expect(showValue(new Map())).toBe("Map");
    expect(showValue(function named() {})).toBe("function named");
    expect(showValue([[[[1]]]])).toBe("[[[…]]]");
  });
});
