import { describe, expect, it } from "vitest";
import { philox, type RandomPlace } from "./philox.js";

function numbersFrom(place: RandomPlace, count: number): number[] {
  const numbers = new Uint32Array(count);
  philox(numbers, place);
  return [...numbers];
}

describe("philox", () => {
  // The first is published with the authors' library Random123; the others come from its formula in Python's integers.
  it.each<[counter: RandomPlace["counter"], key: RandomPlace["key"], numbers: string]>([
    [[0, 0], [0, 0], "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
    [[0x243f6a88, 0x85a308d3], [0xa4093822, 0x299f31d0], "e69c9c31 b5a3d762 e733bfc1 341a787c"],
    [[0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], "4d18d7d2 430ac65a bd2fa22a 0afae10d"],
  ])("gives for the counter %j and the key %j the numbers %s", (counter, key, numbers) => {
    const hex = numbersFrom({ key, counter }, 4).map((number) => number.toString(16).padStart(8, "0"));
    expect(hex.join(" ")).toBe(numbers);
  });

  it.each<[counter: RandomPlace["counter"], next: RandomPlace["counter"]]>([
    [
      [2, 0],
      [3, 0],
    ],
    [
      [0xffffffff, 7],
      [0, 8],
    ],
    [
      [0xfffffffe, 0xffffffff],
      [0xffffffff, 0xffffffff],
    ],
    [
      [0xffffffff, 0xffffffff],
      [0, 0],
    ],
  ])("counts on from %j to %j", (counter, next) => {
    const key = [3, 4] as const;
    for (const count of [0, 1, 4, 5, 8, 13]) {
      const following = numbersFrom({ key, counter: next }, count);
      expect(numbersFrom({ key, counter }, 4 + count)).toEqual([...numbersFrom({ key, counter }, 4), ...following]);
    }
  });
});
