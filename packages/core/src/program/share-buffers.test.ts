import { unarySpec } from "@sepconv/backend";
import { describe, expect, it } from "vitest";
import { shareBuffers } from "./share-buffers.js";
import type { Step, Value } from "./step.js";

const value = (length: number): Value => ({ dtype: "float32", length, constant: null });
const step = (x: Value, y: Value): Step => ({
  op: "unary",
  spec: unarySpec,
  attrs: { kind: "relu" },
  dynamic: {},
  inputs: { x: { value: x, shape: [x.length] } },
  outputs: { y: { value: y, shape: [y.length] } },
});

describe("shareBuffers", () => {
  it("needs two buffers for a chain, the nearest in size for each", () => {
    const [a, b, c, d] = [value(10), value(100), value(12), value(90)];
    const buffers = shareBuffers([step(a, b), step(b, c), step(c, d)], [a], [d]);
    expect(buffers.get(c)).toBe(buffers.get(a));
    expect(buffers.get(d)).toBe(buffers.get(b));
    expect([buffers.get(a)?.length, buffers.get(b)?.length]).toEqual([12, 100]);
  });

  it("never gives away what a later step or the caller reads", () => {
    const [a, b, c, d] = [value(1), value(1), value(1), value(1)];
    const buffers = shareBuffers([step(a, b), step(b, c), step(a, d)], [a], [b, d]);
    expect(new Set([buffers.get(a), buffers.get(b), buffers.get(c)]).size).toBe(3);
    expect(buffers.get(d)).not.toBe(buffers.get(b));
    expect(buffers.get(d)).not.toBe(buffers.get(a));
  });
});
