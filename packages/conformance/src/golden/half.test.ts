import { expect, it } from "vitest";
import { halvesToSingles } from "./half.js";

it("reads numbers of every kind", () => {
  const bits = Uint16Array.of(0x0000, 0x8000, 0x3c00, 0xc000, 0x3555, 0x7bff, 0x0001, 0x03ff, 0x0400, 0x7c00, 0xfc00);
  const numbers = [0, -0, 1, -2, 1365 / 4096, 65504, 2 ** -24, 1023 * 2 ** -24, 2 ** -14, Infinity, -Infinity];
  expect([...halvesToSingles(bits)]).toEqual(numbers);
  expect([...halvesToSingles(Uint16Array.of(0x7e00))]).toEqual([Number.NaN]);
});
