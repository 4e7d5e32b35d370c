import { describe, expect, test } from "vitest";
import { expectPrinted, expectValue } from "./expectations.ts";

describe("expectValue", () => {
  test("takes typed arrays for arrays, and seven digits for float32", () => {
    expectValue([Float32Array.of(0.1, 2)], [0.1, 2], "here");
    expectValue([{ a: [Math.fround(0.3)] }], { a: [0.3] }, "here");
    expectValue([Number.NaN], Number.NaN, "here");
  });

  test.each([
    ["another number", 0.1001, 0.1],
    ["another length", [1, 2], [1]],
    ["another key", { a: 1, b: 2 }, { a: 1 }],
    ["another type", "1", 1],
    ["a value where none is stated", 0, undefined],
  ])("refuses %s", (_, value, stated) => {
    expect(() => expectValue([value], stated, "here")).toThrow("here");
  });
});

describe("expectPrinted", () => {
  test("compares what Node prints, … standing for anything", () => {
    expectPrinted(["steps", 3, [1, 2]], "steps 3 [ 1, 2 ]", "here");
    expectPrinted(["walking", 0.98231], "walking 0.98…", "here");
  });

  test.each([
    ["other text", "running 0.98…"],
    ["a part of the text", "walking"],
    ["a pattern taken literally", "walking 0.9.231"],
  ])("refuses %s", (_, stated) => {
    expect(() => expectPrinted(["walking", 0.98231], stated, "here")).toThrow(
      `here: expected "${stated}", printed "walking 0.98231"`,
    );
  });
});
