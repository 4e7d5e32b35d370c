import { describe, expect, it } from "vitest";
import { readOptions, usage } from "./options.js";

describe("the options of npm run train", () => {
  it("are all nets on both backends from three seeds, unless they are named", () => {
    expect(readOptions([])).toEqual({
      nets: ["motion", "vowels", "heartbeat"],
      backends: ["cpu", "wasm"],
      seeds: [1, 2, 3],
    });
    const words = ["motion", "--backend", "wasm", "--seeds", "4", "5"];
    expect(readOptions(words)).toEqual({ nets: ["motion"], backends: ["wasm"], seeds: [4, 5] });
  });

  it.each([
    [["speech"], 'expected one of motion, vowels, heartbeat, got "speech"'],
    [["--backend", "gpu"], 'expected one of cpu, wasm, got "gpu"'],
    [["--seeds", "-1"], 'a seed is a whole number of at most nine digits, got "-1"'],
    [["--epochs", "3"], "unknown option --epochs"],
  ])("refuses %j", (words, problem) => {
    expect(() => readOptions(words)).toThrow(`npm run train: ${problem}.\n\n${usage}`);
  });
});
