import { describe, expect, it } from "vitest";
import { philox } from "./philox.js";

type Counter = readonly [number, number, number, number];

describe("philox", () => {
  // Known answers of the authors' library Random123, philox4x32-10.
  it("gives the published numbers", () => {
    const hex = (...[counter, key]: [counter: Counter, key: readonly [number, number]]) => {
      const numbers = new Uint32Array(4);
      philox(numbers, counter, key);
      return Array.from(numbers, (number) => number.toString(16).padStart(8, "0")).join(" ");
    };
    const full = 0xffffffff;
    expect(hex([0, 0, 0, 0], [0, 0])).toBe("6627e8d5 e169c58d bc57ac4c 9b00dbd8");
    expect(hex([full, full, full, full], [full, full])).toBe("408f276d 41c83b0e a20bc7c6 6d5451fd");
    expect(hex([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])).toBe(
      "d16cfe09 94fdcceb 5001e420 24126ea1",
    );
  });

  it("counts on from block to block, over 32 bits too", () => {
    const full = 0xffffffff;
    const [whole, first, second] = [new Uint32Array(6), new Uint32Array(4), new Uint32Array(2)];
    philox(whole, [full, 7, 1, 2], [3, 4]);
    philox(first, [full, 7, 1, 2], [3, 4]);
    philox(second, [0, 8, 1, 2], [3, 4]);
    expect([...whole]).toEqual([...first, ...second]);
  });
});
