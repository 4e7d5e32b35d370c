import { describe, expect, it } from "vitest";
import { header, rowOf, verdictOf } from "./table.js";

const trained = { net: "motion", backend: "wasm", expected: 1, seconds: 3.21 };

describe("the table of trained nets", () => {
  it("judges the median: at most two points below Keras", () => {
    expect(verdictOf({ ...trained, accuracies: [1, 0.5, 0.98] })).toEqual({ passes: true, median: 0.98 });
    expect(verdictOf({ ...trained, accuracies: [0.975, 1, 0.5] })).toEqual({ passes: false, median: 0.975 });
    expect(verdictOf({ ...trained, accuracies: [0.9, 1] }).median).toBeCloseTo(0.95, 12);
    expect(verdictOf({ ...trained, accuracies: [] }).passes).toBe(false);
  });

  it("has a column for each seed", () => {
    expect([header([1, 2]), rowOf({ ...trained, accuracies: [1, 0.95] })]).toEqual([
      "net        backend    seed 1     seed 2     median     Keras      seconds    verdict",
      "motion     wasm       100.00 %   95.00 %    97.50 %    100.00 %   3.2        MORE THAN 2 POINTS BELOW",
    ]);
  });
});
