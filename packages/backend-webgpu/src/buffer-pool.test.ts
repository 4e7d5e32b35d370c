import { OutOfMemoryError } from "@sepconv/backend";
import { describe, expect, it } from "vitest";
import { type FakeBuffer, fakeBuffer } from "../test/fake-buffer.js";
import { BufferPool } from "./buffer-pool.js";

function openPool(limits: { perBuffer: number; total: number }) {
  const created: FakeBuffer[] = [];
  const faults: (() => void)[] = [];
  const source = {
    create(bytes: number, usage: number, onFault: () => void) {
      const buffer = fakeBuffer(bytes, usage);
      created.push(buffer);
      faults.push(onFault);
      return buffer;
    },
    destroy: (buffer: GPUBuffer) => buffer.destroy(),
  };
  return { pool: new BufferPool(source, limits), created, faults };
}

const roomy = { perBuffer: 2 ** 20, total: 2 ** 24 };

describe("BufferPool", () => {
  it("hands a freed buffer to the next value of its size class", () => {
    const { pool, created } = openPool(roomy);
    const first = pool.acquire(1000, "value");
    pool.release(first);
    expect(pool.acquire(900, "value")).toBe(first);
    expect(pool.acquire(900, "value")).not.toBe(first);
    expect(created.map(({ size }) => size)).toEqual([1024, 1024]);
  });

  it("counts bytes by use, and the peak of scratch", () => {
    const { pool } = openPool(roomy);
    const value = pool.acquire(512, "value");
    pool.acquire(1024, "packed");
    const scratch = [pool.acquire(512, "scratch"), pool.acquire(1024, "scratch")];
    for (const buffer of scratch) pool.release(buffer);
    pool.release(value);
    expect([pool.bytes("value"), pool.bytes("packed"), pool.bytes("scratch")]).toEqual([0, 1024, 0]);
    expect(pool.peakScratchBytes).toBe(1536);
  });

  it("ignores a second release", () => {
    const { pool } = openPool(roomy);
    const buffer = pool.acquire(512, "value");
    pool.release(buffer);
    pool.release(buffer);
    expect(pool.bytes("value")).toBe(0);
    expect(pool.acquire(512, "value")).not.toBe(pool.acquire(512, "value"));
  });

  it("destroys spare buffers of other sizes before it refuses", () => {
    const { pool, created } = openPool({ perBuffer: 4096, total: 4096 });
    pool.release(pool.acquire(2048, "value"));
    pool.acquire(4096, "value");
    expect(created.map(({ destroyed }) => destroyed)).toEqual([true, false]);
  });

  it("keeps no more spare bytes than the limit", () => {
    const { pool, created } = openPool({ perBuffer: 4096, total: 4096 });
    const buffers = [pool.acquire(2048, "value"), pool.acquire(2048, "value")];
    for (const buffer of buffers) pool.release(buffer);
    pool.acquire(1024, "value");
    expect(created.map(({ destroyed }) => destroyed)).toEqual([true, true, false]);
  });

  it("destroys a buffer that the device could not make, whether it is known before or after the release", () => {
    const { pool, created, faults } = openPool(roomy);
    const [early, late, whole] = [pool.acquire(512, "value"), pool.acquire(512, "value"), pool.acquire(512, "value")];
    faults[0]?.();
    pool.release(early);
    pool.release(late);
    faults[1]?.();
    expect(created.map(({ destroyed }) => destroyed)).toEqual([true, true, false]);
    pool.release(whole);
    expect(pool.acquire(512, "value")).toBe(whole);
    expect(pool.acquire(512, "value")).toBe(created[3]);
  });

  it("names what helps when the limit is reached", () => {
    const { pool } = openPool({ perBuffer: 4096, total: 4096 });
    pool.acquire(4096, "value");
    expect(() => pool.acquire(100, "scratch")).toThrow(
      new OutOfMemoryError({
        where: 'device "webgpu"',
        problem: "the memory limit is reached",
        expected: "at most 4096 bytes for all tensors together",
        got: 4352,
        remedy:
          "Run the work inside tidy(), or dispose() what is done with; in a long loop await a result now and then, so " +
          "that forgotten tensors are collected. The option memoryLimit sets the limit.",
      }),
    );
  });

  it("names the largest value", () => {
    const { pool } = openPool({ perBuffer: 1024, total: 2 ** 20 });
    expect(() => pool.acquire(1025, "value")).toThrow(
      new OutOfMemoryError({
        where: 'device "webgpu"',
        problem: "the value is too large for one buffer",
        expected: "at most 1024 bytes",
        got: 1028,
        remedy: "Split the batch.",
      }),
    );
  });

  it("ends held and spare buffers", () => {
    const { pool, created } = openPool(roomy);
    pool.acquire(512, "value");
    pool.release(pool.acquire(1024, "value"));
    pool.dispose();
    expect(created.map(({ destroyed }) => destroyed)).toEqual([true, true]);
    expect(pool.bytes("value")).toBe(0);
  });
});
