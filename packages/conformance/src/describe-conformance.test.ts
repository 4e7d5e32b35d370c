import type { DType, OpName } from "@sepconv/backend";
import { describe, expect, it } from "vitest";
import { type Behaviour, ReferenceBackend } from "../test/reference-backend.js";
import { cases } from "./cases/cases.js";
import { contractChecks } from "./checks/contract-checks.js";
import { ConformanceFailure } from "./conformance-failure.js";
import { describeConformance } from "./describe-conformance.js";
import { isAsked } from "./element-types.js";
import { runRandomCases } from "./random-cases.js";
import { runCase } from "./run-case.js";

describeConformance("a backend made of the references", () => new ReferenceBackend(), { runs: 20 });

const tolerance = { factor: 1, functions: "processor" } as const;

/** The first curated case of an op that a backend fails. */
async function firstFailure<Op extends OpName>(
  op: Op,
  behaviour: Behaviour,
  dtype: DType = "float32",
): Promise<string> {
  const backend = new ReferenceBackend(behaviour);
  for (const call of cases[op].curated.filter((asked) => isAsked(backend, op, asked, dtype))) {
    try {
      await runCase(backend, op, call, dtype, tolerance);
    } catch (error) {
      if (error instanceof ConformanceFailure) return error.message;
      throw error;
    }
  }
  return "none";
}

async function check(title: string, behaviour: Behaviour): Promise<void> {
  const found = contractChecks.find((candidate) => candidate.title === title);
  if (found === undefined) throw new RangeError(`no check is called "${title}"`);
  await found.run({
    backend: new ReferenceBackend(behaviour),
    open: async () => await Promise.resolve(new ReferenceBackend(behaviour)),
    dtype: "float32",
    tolerance,
  });
}

describe("wrong numbers are caught", () => {
  const shifted: Behaviour = {
    calls: { separableConv1d: (call) => ({ ...call, dynamic: { padLeft: call.dynamic.padLeft + 1 } }) },
  };
  const without: Behaviour = {
    calls: { separableConv1d: ({ inputs: { bias: _, ...inputs }, ...call }) => ({ ...call, inputs }) },
  };

  it.each<[string, OpName, Behaviour]>([
    ["one more zero in front", "separableConv1d", shifted],
    ["no bias", "separableConv1d", without],
    [
      "no activation",
      "separableConv1d",
      { calls: { separableConv1d: (call) => ({ ...call, attrs: { ...call.attrs, activation: null } }) } },
    ],
    [
      "stride and dilation swapped in the gradient",
      "separableConv1dGradient",
      {
        calls: {
          separableConv1dGradient: (call) => ({
            ...call,
            attrs: { ...call.attrs, stride: call.attrs.dilation, dilation: call.attrs.stride },
          }),
        },
      },
    ],
    [
      "stride and dilation swapped in the depthwise gradient",
      "depthwiseConv1dGradient",
      {
        calls: {
          depthwiseConv1dGradient: (call) => ({
            ...call,
            attrs: { ...call.attrs, stride: call.attrs.dilation, dilation: call.attrs.stride },
          }),
        },
      },
    ],
    [
      "gradients left out",
      "separableConv1dGradient",
      { result: (values, old) => (values.length === 5 ? Float64Array.from(old) : values) },
    ],
    ["NaN taken for 0", "unary", { result: (values) => values.map((value) => value || 0) }],
    ["zeros not written", "pad", { result: (values, old) => values.map((value, index) => value || (old[index] ?? 0)) }],
    [
      "sums added to what was there",
      "matmul",
      { result: (values, old) => values.map((value, index) => value + (old[index] ?? 0)) },
    ],
    ["a relative error of 3e-6", "softmax", { result: (values) => values.map((value) => value * (1 + 3e-6)) }],
    [
      "an ulp too much where nothing is rounded",
      "transpose",
      { result: (values) => values.map((value) => value * (1 + 2 ** -22)) },
    ],
    [
      "−∞ for an empty sum",
      "reduce",
      { result: (values) => values.map((value) => (value === 0 ? Number.NEGATIVE_INFINITY : value)) },
    ],
    [
      "the last element forgotten",
      "binary",
      {
        result: (values, old) =>
          values.map((value, index) => (index === values.length - 1 ? (old[index] ?? 0) : value)),
      },
    ],
  ])("%s", async (_, op, behaviour) => {
    expect(await firstFailure(op, behaviour)).toContain(op);
  });

  it("float32 arithmetic where float64 was asked for", async () => {
    const single: Behaviour = { result: (values) => values.map(Math.fround) };
    expect(await firstFailure("matmul", single, "float32")).toBe("none");
    expect(await firstFailure("matmul", single, "float64")).toContain("matmul");
  });

  it.each<[string, OpName, DType, Behaviour]>([
    ["products of int32 rounded to 24 bits", "binary", "int32", { result: (values) => values.map(Math.fround) }],
    [
      "sums of int32 that stop at the end of the range",
      "reduce",
      "int32",
      { result: (values) => values.map((value) => Math.min(value, 2 ** 31 - 1)) },
    ],
    [
      "truth values that are neither 0 nor 1",
      "select",
      "bool",
      { result: (values) => values.map((value) => 255 * value) },
    ],
    [
      "bool outputs not written",
      "compare",
      "float32",
      { result: (values, old) => values.map((value, i) => value && old[i]!) },
    ],
    [
      "the last of equal elements",
      "argReduce",
      "float64",
      {
        calls: {
          argReduce: (call) => ({
            ...call,
            inputs: { x: { ...call.inputs.x, values: call.inputs.x.values.map((value, i) => value + i * 1e-9) } },
          }),
        },
      },
    ],
    ["0 for an index outside", "gather", "float32", { result: (values) => values.map((value) => value || 0) }],
    ["rounding where int32 is cut", "cast", "float32", { result: (values) => values.map(Math.round) }],
    [
      "x itself left in an exclusive sum",
      "cumsum",
      "float32",
      { calls: { cumsum: (call) => ({ ...call, attrs: { ...call.attrs, exclusive: false } }) } },
    ],
  ])("%s (%s, %s)", async (_, op, dtype, behaviour) => {
    expect(await firstFailure(op, {}, dtype)).toBe("none");
    expect(await firstFailure(op, behaviour, dtype)).toContain(op);
  });

  it("a failing random case names the seed and is shrunk", async () => {
    const random = runRandomCases(new ReferenceBackend(shifted), "separableConv1d", "float32", tolerance, {
      seed: 5,
      runs: 50,
    });
    await expect(random).rejects.toThrow(/seed: 5[\s\S]*separableConv1d/);
  });

  it("a failure names the op, the case, the element and the tolerance", async () => {
    expect(await firstFailure("pad", { result: (values) => values.map((value) => value + 1) })).toMatch(
      /^pad "a scalar" y\[0\] is \S+; expected \S+ ± \S+ \(1 of 1 differ\)$/,
    );
  });
});

describe("broken promises are caught", () => {
  const growing: Behaviour = { scratchBytes: (shape) => shape.reduce((bytes, extent) => bytes * extent, 4) };
  let bit = 0;

  it.each<[string, string, Behaviour]>([
    ["a view in place of a copy", "read returns copies", { copies: false }],
    ["a view in place of a copy", "readSync equals read", { copies: false }],
    ["a leak", "liveBytes counts what is allocated and not freed", { frees: false }],
    ["byteOffset ignored", "operands and outputs at a byteOffset give the same bits", { byteOffset: () => 0 }],
    ["a store past the end", "a launch writes its outputs and nothing else", { overrun: 12 }],
    ["launches that wait", "a launch sees what was written before it, not what is written after", { lazy: true }],
    ["launches that wait", "memory that is freed and used again does not change earlier results", { lazy: true }],
    [
      "other bits each time",
      "launching again gives the same bits",
      { result: (values) => values.map((value) => value + bit++ * 1e-6) },
    ],
    ["a gap that is none", "gaps are exactly the ops that have no plan", { gaps: { matmul: "too long" } }],
    ["a compilation for each length", "one plan serves every batch size and length", { compiles: () => true }],
    ["a packing for each launch", "a weight is packed once", { packVersion: () => Number.NaN }],
    ["a pack that goes stale", "a new version is packed again, in the same memory", { packVersion: () => null }],
    ["a pack that goes stale", "weights have versions of their own", { packVersion: () => null }],
    ["a pack that goes stale", "a new version in other memory counts", { packVersion: () => null }],
    ["a pack that goes stale", "the gradient sees a new version", { packVersion: () => null }],
    ["new memory for a new version", "a new version is packed again, in the same memory", { packsIntoNewMemory: true }],
    ["packs that stay", "forget gives packed memory back", { forgets: false }],
    ["packs of values", "what is no variable is never kept packed", { packsValues: true }],
    ["scratch for the whole output", "scratch does not grow with the number of output steps", growing],
    ["a second dispose that throws", "dispose can be called twice", { disposesTwice: false }],
  ])("%s: %s", async (_, title, behaviour) => {
    await expect(check(title, {})).resolves.toBeUndefined();
    await expect(check(title, behaviour)).rejects.toThrow(ConformanceFailure);
  });
});
