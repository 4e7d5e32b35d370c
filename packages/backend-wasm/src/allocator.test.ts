import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Allocator, createAllocator } from "./allocator.js";

const start = 64;
const page = 1024;
const limit = 64 * page;

/** An allocator over imagined memory that grows page by page up to a limit. */
function bounded(): { allocator: Allocator; end: () => number } {
  let end = page;
  const allocator = createAllocator(start, end, (bytes) => {
    const wanted = end + Math.ceil(bytes / page) * page;
    if (wanted <= limit) end = wanted;
    return end;
  });
  return { allocator, end: () => end };
}

describe("createAllocator", () => {
  test("gives blocks of whole sixteens, even for nothing", () => {
    const { allocator } = bounded();
    const nothing = allocator.allocate(0) ?? Number.NaN;
    const one = allocator.allocate(1) ?? Number.NaN;
    const more = allocator.allocate(17) ?? Number.NaN;
    expect([nothing, one, more]).toEqual([64, 80, 96]);
    expect([nothing, one, more].map(allocator.sizeOf)).toEqual([16, 16, 32]);
  });

  test("takes the smallest block that is large enough", () => {
    const { allocator } = bounded();
    const blocks = [256, 16, 64, 16, 128, 16].map((bytes) => allocator.allocate(bytes) ?? Number.NaN);
    for (const index of [0, 2, 4]) allocator.free(blocks[index] ?? Number.NaN);
    expect(allocator.allocate(60)).toBe(blocks[2]);
    expect(allocator.allocate(100)).toBe(blocks[4]);
    expect(allocator.allocate(129)).toBe(blocks[0]);
  });

  test("merges a freed block with both neighbours", () => {
    const { allocator } = bounded();
    const blocks = [64, 64, 64, 64].map((bytes) => allocator.allocate(bytes) ?? Number.NaN);
    for (const index of [0, 2, 1]) allocator.free(blocks[index] ?? Number.NaN);
    expect(allocator.allocate(192)).toBe(blocks[0]);
  });

  test("grows by what the free end lacks, and gives undefined when it cannot", () => {
    const { allocator, end } = bounded();
    expect(allocator.allocate(2 * page - start)).toBe(start);
    expect(end()).toBe(2 * page);
    expect(allocator.allocate(limit)).toBeUndefined();
    expect(allocator.allocate(16)).toBe(2 * page);
  });

  test("an address that is no block's is not freed", () => {
    const { allocator } = bounded();
    const block = allocator.allocate(32) ?? Number.NaN;
    expect(allocator.free(block + 16)).toBe(0);
    expect(allocator.free(block)).toBe(32);
    expect(allocator.free(block)).toBe(0);
  });

  const seed = 20240611;
  test(`random allocations never overlap, and all memory comes back (seed ${seed})`, () => {
    const step = fc.oneof(
      fc.record({ allocate: fc.integer({ min: 0, max: 3000 }) }),
      fc.record({ free: fc.nat({ max: 200 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const { allocator, end } = bounded();
        const live = new Map<number, number>();
        for (const action of steps) {
          if ("allocate" in action) {
            const address = allocator.allocate(action.allocate);
            if (address === undefined) continue;
            const size = allocator.sizeOf(address);
            expect(size).toBeGreaterThanOrEqual(action.allocate);
            expect(address % 16).toBe(0);
            expect(address).toBeGreaterThanOrEqual(start);
            expect(address + size).toBeLessThanOrEqual(end());
            for (const [other, otherSize] of live) {
              expect(address + size <= other || other + otherSize <= address).toBe(true);
            }
            live.set(address, size);
          } else {
            const [address, size] = [...live][action.free % Math.max(live.size, 1)] ?? [];
            if (address === undefined) continue;
            expect(allocator.free(address)).toBe(size);
            live.delete(address);
          }
        }
        for (const address of live.keys()) allocator.free(address);
        expect(allocator.allocate(end() - start)).toBe(start);
      }),
      { seed, numRuns: 100 },
    );
  });
});
