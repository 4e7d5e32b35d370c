import { describe, expect, test } from "vitest";
import { fits } from "../src/data/model-facts.js";
import { syntheticCurves, syntheticInput } from "../src/data/synthetic-input.js";
import { recordingCurves, recordingInput, type TestSplit } from "../src/data/test-split.js";

/** Two recordings of two steps and two channels. */
const split: TestSplit = {
  classNames: ["still", "moving"],
  channelNames: ["a", "b"],
  shape: [2, 2, 2],
  inputs: Float32Array.of(0, 0, 0, 0, 1, -1, 2, 0.5),
  mean: [10, 0],
  deviation: [2, 4],
  labels: Int32Array.of(0, 1),
};

describe("recordings", () => {
  test("are cut out of the split, and shown as raw = input · deviation + mean, channel by channel", () => {
    expect([...recordingInput(split, 1)]).toEqual([1, -1, 2, 0.5]);
    expect(recordingCurves(split, 1).map((curve) => [...curve])).toEqual([
      [12, 14],
      [-4, 2],
    ]);
  });

  test("fit a model whose extents are theirs or open, the batch aside", () => {
    expect(fits([null, 100, 6], [1, 100, 6])).toBe(true);
    expect(fits([8, null, 6], [1, 100, 6])).toBe(true);
    expect(fits([null, 80, 6], [1, 100, 6])).toBe(false);
    expect(fits([null, 600], [1, 100, 6])).toBe(false);
    expect(fits(null, [1, 100, 6])).toBe(false);
  });
});

describe("made-up inputs", () => {
  test("are sines along the steps, each channel a little later", () => {
    const input = syntheticInput([null, null, 2]);
    if (input === undefined) throw new Error("There is no input.");
    expect(input.shape).toEqual([1, 100, 2]);
    const [first, second] = syntheticCurves(input, 3);
    expect(first?.[5]).toBeCloseTo(Math.sin((2 * Math.PI * 5) / 25), 6);
    expect(second?.[5]).toBeCloseTo(Math.sin((2 * Math.PI * 5) / 25 + 1), 6);
  });

  test("are not made for a shape that is unknown or would fill the memory", () => {
    expect(syntheticInput(null)).toBeUndefined();
    expect(syntheticInput([null, 1e6, 1e3])).toBeUndefined();
  });
});
