import { expect, test } from "vitest";
import { decodePrintable, encodePrintable } from "./printable-bytes.js";

test("every byte comes back, in print", () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const text = encodePrintable(bytes);
  expect(text).toMatch(/^[ !#-;=-[\]-~]+$/);
  expect(decodePrintable(text)).toEqual(bytes);
});

test("the header of a module has one digit for each byte", () => {
  expect(encodePrintable(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0))).toHaveLength(11);
  expect(encodePrintable(Uint8Array.of(0xfd, 0x20, 0x04))).toHaveLength(3);
});
