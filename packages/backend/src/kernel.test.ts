import { describe, expect, it } from "vitest";
import type { BackendContext, Kernel, KernelTable } from "./kernel.js";
import type { OpName } from "./op-specs/op-specs.js";
import { activationDerivatives, unaryKinds } from "./op-specs/unary.js";

interface Context extends BackendContext<number> {
  readonly memory: Float32Array;
}

const softmax: Kernel<"softmax", Context> = () => () => {};
const allButOne = {} as KernelTable<Context, Exclude<OpName, "softmax">>;

describe("kernel tables", () => {
  it("do not compile with a kernel missing", () => {
    const complete = { ...allButOne, softmax } satisfies KernelTable<Context>;
    // @ts-expect-error softmax is missing
    const broken = { ...allButOne } satisfies KernelTable<Context>;
    const gaps = { softmax: "on purpose" } as const satisfies Partial<Record<OpName, string>>;
    const listed = { ...allButOne } satisfies KernelTable<Context, Exclude<OpName, keyof typeof gaps>>;
    expect([complete, broken, listed].map((table) => "softmax" in table)).toEqual([true, false, false]);
  });

  it("do not compile with another op's kernel", () => {
    const matmul: Kernel<"matmul", Context> = () => () => {};
    // @ts-expect-error matmul has other operands and attributes than softmax
    const wrong: Kernel<"softmax", Context> = matmul;
    expect(wrong).toBe(matmul);
  });

  it("fuse unary kinds alone", () => {
    expect(unaryKinds).toEqual(expect.arrayContaining(Object.keys(activationDerivatives)));
  });
});
