import { expect, it } from "vitest";
import { fakeBuffer } from "../test/fake-buffer.js";
import { BufferPool } from "./buffer-pool.js";
import { PackedWeights } from "./packed-weights.js";

function openPacked() {
  const source = { create: fakeBuffer, destroy: (buffer: GPUBuffer) => buffer.destroy() };
  const pool = new BufferPool(source, { perBuffer: 2 ** 20, total: 2 ** 24 });
  const targets: GPUBuffer[] = [];
  const refusals: (() => void)[] = [];
  const packing = (layout: string) => ({
    layout,
    bytes: 1024,
    pack(target: GPUBuffer, onRefused: () => void = () => {}) {
      targets.push(target);
      refusals.push(onRefused);
    },
  });
  return { pool, packed: new PackedWeights(pool), targets, refusals, packing };
}

it("packs once for each version, into one buffer", () => {
  const { packed, targets, packing } = openPacked();
  const weight = { version: 0 };
  const first = packed.get(weight, packing("rows"));
  expect(packed.get(weight, packing("rows"))).toBe(first);
  expect(packed.packs).toBe(1);
  weight.version = 5;
  expect(packed.get(weight, packing("rows"))).toBe(first);
  expect(targets).toEqual([first, first]);
  expect(packed.packs).toBe(2);
});

it("keeps layouts and variables apart", () => {
  const { packed, packing } = openPacked();
  const weight = { version: 0 };
  const buffers = [
    packed.get(weight, packing("rows")),
    packed.get(weight, packing("columns")),
    packed.get({ version: 0 }, packing("rows")),
  ];
  expect(new Set(buffers).size).toBe(3);
});

it("frees every layout of a variable that ends, and packs it anew when it comes again", () => {
  const { pool, packed, packing } = openPacked();
  const weight = { version: 0 };
  packed.get(weight, packing("rows"));
  packed.get(weight, packing("columns"));
  expect(pool.bytes("packed")).toBe(2048);
  packed.forget(weight);
  packed.forget(weight);
  expect(pool.bytes("packed")).toBe(0);
  packed.get(weight, packing("rows"));
  expect(packed.packs).toBe(3);
});

it("packs again after a refusal, but not for an old version's", () => {
  const { pool, packed, refusals, packing } = openPacked();
  const weight = { version: 0 };
  packed.get(weight, packing("rows"));
  refusals[0]?.();
  expect(pool.bytes("packed")).toBe(0);
  packed.get(weight, packing("rows"));
  expect(packed.packs).toBe(2);
  weight.version = 1;
  const buffer = packed.get(weight, packing("rows"));
  refusals[1]?.();
  expect(packed.get(weight, packing("rows"))).toBe(buffer);
  expect(packed.packs).toBe(3);
});

it("packs again after a refusal that is known at once, and after one that throws", () => {
  const { pool, packed, packing } = openPacked();
  const weight = { version: 0 };
  const throws = () => {
    throw new TypeError("no place");
  };
  packed.get(weight, { ...packing("rows"), pack: (_target, onRefused) => onRefused?.() });
  expect(() => packed.get(weight, { ...packing("rows"), pack: throws })).toThrow(new TypeError("no place"));
  expect(pool.bytes("packed")).toBe(0);
  packed.get(weight, packing("rows"));
  expect(packed.packs).toBe(2);
});

it("leaves a variable's buffers alone that were freed before the refusal came", () => {
  const { pool, packed, refusals, packing } = openPacked();
  const weight = { version: 0 };
  const buffer = packed.get(weight, packing("rows"));
  packed.forget(weight);
  expect(pool.acquire(1024, "value")).toBe(buffer);
  refusals[0]?.();
  expect(pool.bytes("value")).toBe(1024);
});
