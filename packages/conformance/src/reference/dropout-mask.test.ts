import { expect, it } from "vitest";
import { philoxNumbers } from "./dropout-mask.js";

const full = 0xffffffffn;

// Known answers of the authors' library Random123, philox4x32-10.
it.each<[counter: [bigint, bigint, bigint, bigint], key: [bigint, bigint], numbers: string]>([
  [[0n, 0n, 0n, 0n], [0n, 0n], "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
  [[full, full, full, full], [full, full], "408f276d 41c83b0e a20bc7c6 6d5451fd"],
  [
    [0x243f6a88n, 0x85a308d3n, 0x13198a2en, 0x03707344n],
    [0xa4093822n, 0x299f31d0n],
    "d16cfe09 94fdcceb 5001e420 24126ea1",
  ],
])("gives the published numbers, %#", (counter, key, numbers) => {
  const hex = philoxNumbers(counter, key).map((number) => number.toString(16).padStart(8, "0"));
  expect(hex.join(" ")).toBe(numbers);
});
