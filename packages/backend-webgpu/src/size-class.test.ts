import { expect, it } from "vitest";
import { sizeClass } from "./size-class.js";

it("has few classes, each at most a quarter larger than what it holds", () => {
  const classes = new Set<number>();
  for (let bytes = 257; bytes <= 2 ** 16; bytes += 13) {
    const size = sizeClass(bytes, 2 ** 30);
    expect(size).toBeGreaterThanOrEqual(bytes);
    expect(size).toBeLessThanOrEqual(bytes * 1.25);
    expect(size % 4).toBe(0);
    classes.add(size);
  }
  expect(classes.size).toBe(4 * 8);
});

it.each([0, 1, 255, 256])("gives %i bytes the smallest buffer", (bytes) => {
  expect(sizeClass(bytes, 2 ** 30)).toBe(256);
});

it("does not round beyond the largest buffer", () => {
  expect(sizeClass(1001, 1010)).toBe(1004);
});
