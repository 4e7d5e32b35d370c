import { type OperandType, OutOfMemoryError } from "@sepconv/backend";
import { describe, expect, it } from "vitest";
import { createCpuBackend } from "./index.js";
import { openCpuBackend, softmax } from "./pick.js";

describe("the CPU backend", () => {
  it("names what it cannot allocate", () => {
    const backend = createCpuBackend();
    expect(() => backend.allocate("float32", 2 ** 60)).toThrow(OutOfMemoryError);
    expect(() => backend.allocate("float32", 2 ** 60)).toThrow(
      `cpu backend: an array of ${2 ** 60} elements cannot be made. Split the batch.`,
    );
  });

  it("opens with the kernels that are picked", () => {
    const backend = openCpuBackend({ softmax });
    const x: OperandType = { dtype: "float32", rank: 2, static: [] };
    expect(backend.plan("softmax", {}, { x })).toBeTypeOf("function");
    expect(backend.plan("unary", { kind: "relu" }, { x })).toBeUndefined();
  });

  it("reads and writes by bytes, and gives copies", () => {
    const backend = createCpuBackend();
    const handle = backend.allocate("float64", 3);
    backend.write(handle, 8, new Uint8Array(new Float64Array([5]).buffer));
    const operand = { handle, byteOffset: 8, dtype: "float64", shape: [2], constant: null } as const;
    const copy = backend.readSync?.(operand) ?? new Float64Array();
    expect([...copy]).toEqual([5, 0]);
    copy[0] = 9;
    expect(handle[1]).toBe(5);
  });
});
