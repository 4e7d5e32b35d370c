import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Allocator, blockSize, createAllocator } from "./allocator.js";

const start = 64;
const header = 16;
const page = 1024;
const limit = 64 * page;

/** An allocator over imagined memory that grows page by page up to a limit. */
function bounded(): { allocator: Allocator; end: () => number; words: () => Uint32Array } {
  let end = page;
  const memory = { buffer: new ArrayBuffer(end) };
  const allocator = createAllocator(memory, start, end, (bytes) => {
    const wanted = end + Math.ceil(bytes / page) * page;
    if (wanted <= limit) {
      end = wanted;
      const larger = new Uint8Array(end);
      // As in WebAssembly, the old buffer is gone.
      larger.set(new Uint8Array(structuredClone(memory.buffer, { transfer: [memory.buffer] })));
      memory.buffer = larger.buffer;
    }
    return end;
  });
  return { allocator, end: () => end, words: () => new Uint32Array(memory.buffer) };
}

describe("createAllocator", () => {
  test("gives blocks of whole sixteens, even for nothing", () => {
    const { allocator } = bounded();
    const nothing = allocator.allocate(0) ?? Number.NaN;
    const one = allocator.allocate(1) ?? Number.NaN;
    const more = allocator.allocate(17) ?? Number.NaN;
    expect([nothing, one, more]).toEqual([80, 112, 144]);
    expect([nothing, one, more].map((block) => allocator.free(block))).toEqual([16, 16, 32]);
    expect([0, 1, 17].map(blockSize)).toEqual([16, 16, 32]);
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
    expect(allocator.allocate(192 + 2 * header)).toBe(blocks[0]);
  });

  test("grows by what the free end lacks, and gives undefined when it cannot", () => {
    const { allocator, end } = bounded();
    expect(allocator.allocate(2 * page - start - header)).toBe(start + header);
    expect(end()).toBe(2 * page);
    expect(allocator.allocate(limit)).toBeUndefined();
    expect(allocator.allocate(16)).toBe(2 * page + header);
    expect(allocator.allocate(page - 16 - 2 * header)).toBe(2 * page + 16 + 2 * header);
    expect(end()).toBe(3 * page);
    expect(allocator.allocate(0)).toBe(3 * page + header);
  });

  test("an address that is no block's is not freed", () => {
    const { allocator } = bounded();
    const block = allocator.allocate(32) ?? Number.NaN;
    for (const address of [0, 4, block - 16, block + 1, block + 16, 2 ** 30]) expect(allocator.free(address)).toBe(0);
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
            const size = blockSize(action.allocate);
            expect(address % 16).toBe(0);
            expect(address).toBeGreaterThanOrEqual(start + header);
            expect(address + size).toBeLessThanOrEqual(end());
            for (const [other, otherSize] of live) {
              expect(address + size + header <= other || other + otherSize + header <= address).toBe(true);
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
        expect(allocator.allocate(end() - start - header)).toBe(start + header);
      }),
      { seed, numRuns: 100 },
    );
  });

  test("what blocks hold is left alone", () => {
    const { allocator, words } = bounded();
    const blocks = Array.from({ length: 40 }, (_, index) => allocator.allocate(16 * (1 + (index % 5))) ?? Number.NaN);
    blocks.forEach((block, index) => {
      words().fill(block, block / 4, block / 4 + 4 * (1 + (index % 5)));
    });
    for (let index = 0; index < 40; index += 3) allocator.free(blocks[index] ?? Number.NaN);
    for (let index = 0; index < 40; index++) allocator.allocate(48);
    blocks.forEach((block, index) => {
      const content = words().slice(block / 4, block / 4 + 4 * (1 + (index % 5)));
      if (index % 3 !== 0) expect([...content]).toEqual(new Array(content.length).fill(block));
    });
  });
});
