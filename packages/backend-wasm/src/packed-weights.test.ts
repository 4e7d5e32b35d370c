import { describe, expect, test } from "vitest";
import { createPackedWeights } from "./packed-weights.js";

function setUp() {
  let next = 1000;
  const blocks = new Map<number, number>();
  const reserve = (bytes: number) => {
    blocks.set(next, bytes);
    next += 1000;
    return next - 1000;
  };
  const free = (address: number) => {
    const bytes = blocks.get(address);
    if (bytes === undefined) throw new Error(`${address} is no block`);
    blocks.delete(address);
    return bytes;
  };
  const counters = { packs: 0, packedBytes: 0 };
  const weights = createPackedWeights(reserve, free, counters);
  const log: string[] = [];
  return {
    weights,
    log,
    counters,
    find: (key: { version: number }, layout: string) =>
      weights.find(key, layout, 112, (target) => log.push(`${layout} to ${target}`)),
  };
}

describe("createPackedWeights", () => {
  test("packs a variable once for each layout", () => {
    const { counters, find, log } = setUp();
    const key = { version: 1 };
    expect([find(key, "rows"), find(key, "rows"), find(key, "columns"), find(key, "rows")]).toEqual([
      1000, 1000, 2000, 1000,
    ]);
    expect(log).toEqual(["rows to 1000", "columns to 2000"]);
    expect(counters.packs).toBe(2);
    expect(counters.packedBytes).toBe(224);
  });

  test("packs another version into the same memory", () => {
    const { counters, find, log } = setUp();
    const key = { version: 1 };
    find(key, "rows");
    key.version = 2;
    expect([find(key, "rows"), find(key, "rows")]).toEqual([1000, 1000]);
    expect(log).toEqual(["rows to 1000", "rows to 1000"]);
    expect(counters.packedBytes).toBe(112);
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
    const { weights, counters, find, log } = setUp();
    const key = { version: 1 };
    find(key, "rows");
    find(key, "columns");
    weights.forget(key);
    expect(counters.packedBytes).toBe(0);
    weights.forget(key);
    expect(find(key, "columns")).toBe(3000);
    expect(log).toHaveLength(3);
  });

  test("a packing that fails is not taken for done", () => {
    const counters = { packs: 0, packedBytes: 0 };
    let full = true;
    const reserve = () => {
      if (full) throw new Error("no memory");
      return 1000;
    };
    const weights = createPackedWeights(reserve, () => 16, counters);
    const key = { version: 1 };
    let packed = 0;
    const find = () => weights.find(key, "rows", 16, () => packed++);
    expect(find).toThrow("no memory");
    expect(counters.packedBytes).toBe(0);
    full = false;
    expect(find()).toBe(1000);
    expect([packed, counters.packs, counters.packedBytes]).toEqual([1, 1, 16]);
  });
});
