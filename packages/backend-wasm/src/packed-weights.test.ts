import { describe, expect, test } from "vitest";
import { createAllocator } from "./allocator.js";
import { createPackedWeights, type PackedWeights } from "./packed-weights.js";

function setUp(): {
  weights: PackedWeights;
  find: (key: { version: number }, layout: string) => number;
  log: string[];
} {
  const allocator = createAllocator(64, 65536, () => 65536);
  const weights = createPackedWeights(allocator);
  const log: string[] = [];
  const reserve = () => allocator.allocate(100) ?? Number.NaN;
  return {
    weights,
    log,
    find: (key, layout) => weights.find(key, layout, reserve, (target) => log.push(`${layout} to ${target}`)),
  };
}

describe("createPackedWeights", () => {
  test("packs a variable once for each layout", () => {
    const { weights, find, log } = setUp();
    const key = { version: 1 };
    expect([find(key, "rows"), find(key, "rows"), find(key, "columns"), find(key, "rows")]).toEqual([64, 64, 176, 64]);
    expect(log).toEqual(["rows to 64", "columns to 176"]);
    expect(weights.packs).toBe(2);
    expect(weights.bytes).toBe(224);
  });

  test("packs another version into the same memory", () => {
    const { weights, find, log } = setUp();
    const key = { version: 1 };
    find(key, "rows");
    key.version = 2;
    expect([find(key, "rows"), find(key, "rows")]).toEqual([64, 64]);
    expect(log).toEqual(["rows to 64", "rows to 64"]);
    expect(weights.bytes).toBe(112);
  });

  test("an older version counts as another one", () => {
    const { find, log } = setUp();
    const key = { version: 5 };
    find(key, "rows");
    key.version = 4;
    find(key, "rows");
    expect(log).toHaveLength(2);
  });

  test("two variables never share memory, whatever their versions", () => {
    const { find } = setUp();
    expect(find({ version: 1 }, "rows")).not.toBe(find({ version: 1 }, "rows"));
  });

  test("forget frees all layouts, and the next use packs anew", () => {
    const { weights, find, log } = setUp();
    const key = { version: 1 };
    find(key, "rows");
    find(key, "columns");
    weights.forget(key);
    expect(weights.bytes).toBe(0);
    weights.forget(key);
    expect(find(key, "columns")).toBe(64);
    expect(log).toHaveLength(3);
  });

  test("a packing that fails is not taken for done", () => {
    const allocator = createAllocator(64, 65536, () => 65536);
    const weights = createPackedWeights(allocator);
    const key = { version: 1 };
    const failing = () => {
      throw new Error("no memory");
    };
    expect(() => weights.find(key, "rows", failing, () => undefined)).toThrow("no memory");
    expect(weights.bytes).toBe(0);
    let packed = 0;
    weights.find(
      key,
      "rows",
      () => allocator.allocate(16) ?? Number.NaN,
      () => packed++,
    );
    expect(packed).toBe(1);
  });
});
