import { RecordingBackend } from "@sepconv/backend-recording";
import { beforeEach, describe, expect, it } from "vitest";
import { gradients } from "../autodiff/gradients.js";
import { useBackend } from "../engine/device.js";
import { zeros } from "../tensor/create-tensor.js";
import { conv1d } from "./conv1d.js";
import { conv1dTranspose } from "./conv1d-transpose.js";
import { depthwiseConv1d } from "./depthwise-conv1d.js";
import { averagePool1d, maxPool1d } from "./pool.js";
import { sum } from "./reduce.js";
import { separableConv1d } from "./separable-conv1d.js";

/** A value of the wrong type, as JavaScript passes it. */
const wrong = <Type>(value: unknown): Type => value as Type;

let backend: RecordingBackend;

beforeEach(async () => {
  backend = new RecordingBackend();
  await useBackend(backend);
});

const x = zeros([2, 10, 6]);
const depthwise = zeros([3, 6, 2]);
const filter = zeros([3, 6, 4]);
const transposedFilter = zeros([3, 4, 6]);

const launches = () => backend.calls.filter(({ call }) => call === "launch");

describe("what crosses the seam", () => {
  it("conv1d: with everything settled", () => {
    const options = { padding: "CAUSAL", strides: [2], dilationRate: 2, groups: 3, activation: "relu" as const };
    expect(conv1d(x, zeros([3, 2, 9]), { ...options, bias: zeros([9]) }).shape).toEqual([2, 5, 9]);
    const attrs = { stride: 2, dilation: 2, groups: 3, activation: "relu" };
    expect(launches()).toEqual([{ call: "launch", op: "conv1d", attrs, dynamic: { padLeft: 4 } }]);
  });

  it("depthwiseConv1d: filters are channels times multiplier", () => {
    expect(depthwiseConv1d(x, depthwise, { padding: "same", strides: 3, bias: zeros([12]) }).shape).toEqual([2, 4, 12]);
    const attrs = { stride: 3, dilation: 1, activation: null };
    expect(launches()).toEqual([{ call: "launch", op: "depthwiseConv1d", attrs, dynamic: { padLeft: 1 } }]);
  });

  it("conv1dTranspose: lengths with and without an output padding", () => {
    expect(conv1dTranspose(x, transposedFilter, { strides: 2 }).shape).toEqual([2, 21, 4]);
    expect(conv1dTranspose(x, transposedFilter, { strides: 2, padding: "same" }).shape).toEqual([2, 20, 4]);
    expect(conv1dTranspose(x, transposedFilter, { strides: 3, padding: "same", outputPadding: [2] }).shape).toEqual([
      2, 30, 4,
    ]);
    const attrs = { stride: 3, dilation: 1, groups: 1, activation: null };
    expect(launches().at(-1)).toEqual({ call: "launch", op: "conv1dTranspose", attrs, dynamic: { padLeft: 0 } });
  });

  it("pools: strides are the size where nothing else is said", () => {
    expect(maxPool1d(x).shape).toEqual([2, 5, 6]);
    expect(averagePool1d(x, { poolSize: 4, strides: 3, padding: "same" }).shape).toEqual([2, 4, 6]);
    expect(launches()).toMatchObject([
      { attrs: { kind: "maxPool1d", size: 2, stride: 2 }, dynamic: { padLeft: 0 } },
      { attrs: { kind: "averagePool1d", size: 4, stride: 3 }, dynamic: { padLeft: 1 } },
    ]);
  });

  it("no steps and no samples: an empty result, without a launch", () => {
    expect(conv1d(zeros([2, 2, 6]), filter).shape).toEqual([2, 0, 4]);
    expect(depthwiseConv1d(zeros([0, 9, 6]), depthwise).shape).toEqual([0, 7, 12]);
    expect(conv1dTranspose(zeros([2, 0, 6]), transposedFilter, { padding: "same" }).shape).toEqual([2, 0, 4]);
    expect(maxPool1d(zeros([2, 0, 6]), { padding: "same" }).shape).toEqual([2, 0, 6]);
    expect(launches()).toEqual([]);
  });
});

describe("activations", () => {
  it.each([
    ["leaky_relu", "leakyRelu"],
    ["swish", "silu"],
    ["exponential", "exp"],
    ["celu", "elu"],
    ["hard_sigmoid", "hardSigmoid"],
    ["Relu6", "relu6"],
  ])("%s is fused as %s", (name, kind) => {
    conv1d(x, filter, { activation: wrong(name) });
    expect(launches()).toMatchObject([{ op: "conv1d", attrs: { activation: kind } }]);
  });

  it.each([
    ["gelu", "gelu"],
    ["hard_swish", "hardSilu"],
    ["log_sigmoid", "logSigmoid"],
    ["sparse_plus", "sparsePlus"],
  ])("%s runs on its own as %s", (name, kind) => {
    depthwiseConv1d(x, depthwise, { activation: wrong(name) });
    expect(launches()).toMatchObject([
      { op: "depthwiseConv1d", attrs: { activation: null } },
      { op: "unary", attrs: { kind } },
    ]);
  });

  it("one whose derivative needs its input runs on its own while recording, others stay fused", () => {
    const seen = (activation: "silu" | "tanh") => {
      gradients(() => sum(conv1d(x, filter, { activation })), [filter]);
      return launches().slice(0, 2);
    };
    expect(seen("tanh")[0]).toMatchObject({ op: "conv1d", attrs: { activation: "tanh" } });
    backend.calls.length = 0;
    expect(seen("silu")).toMatchObject([{ op: "conv1d", attrs: { activation: null } }, { op: "unary" }]);
  });
});

describe("gradients", () => {
  it("convolutions are each other's, for their inputs", () => {
    gradients(() => sum(conv1d(x, filter, { strides: 2, dilationRate: 3, padding: "same" })), [x]);
    const settled = { stride: 2, dilation: 3, groups: 1, activation: null };
    expect(launches().at(-1)).toMatchObject({ op: "conv1dTranspose", attrs: settled, dynamic: { padLeft: 2 } });
    gradients(() => sum(conv1dTranspose(x, transposedFilter, { strides: 2 })), [x]);
    expect(launches().at(-1)).toMatchObject({
      op: "conv1d",
      attrs: { ...settled, dilation: 1 },
      dynamic: { padLeft: 0 },
    });
  });
});

describe("refusals", () => {
  it.each([
    [() => conv1d(x, zeros([3, 5, 4])), "conv1d: x has another shape; expected [batch, steps, 5], got [2, 10, 6]."],
    [
      () => conv1d(x, zeros([3, 2, 4]), { groups: 3 }),
      "conv1d: groups is not valid; expected a divisor of 4 filters, got 3.",
    ],
    [
      () => conv1d(x, zeros([3, 3, 4]), { groups: 3, padding: "same" }),
      "conv1d: groups is not valid; expected a divisor of 4 filters, got 3.",
    ],
    [
      () => conv1d(x, zeros([3, 3, 6]), { groups: 3 }),
      "conv1d: x has another shape; expected [batch, steps, 9], got [2, 10, 6].",
    ],
    [
      () => conv1d(x, zeros([0, 6, 4])),
      "conv1d: kernelSize is not valid; expected a whole number from 1 to 2147483647, got 0.",
    ],
    [
      () => conv1d(x, zeros([3, 6])),
      "conv1d: filter has another shape; expected [kernelSize, channels / groups, filters], got [3, 6].",
    ],
    [
      () => conv1d(zeros([2, 3, 6]), zeros([9, 6, 4])),
      'conv1d: x has too few steps; expected at least 9, got 3. Use padding "same", or a longer input.',
    ],
    [
      () => conv1d(x, filter, { dilationRate: 2 ** 31 - 1 }),
      "conv1d: kernelSize with dilationRate reaches too far; expected at most 2147483647 steps, got 4294967295.",
    ],
    [
      () => depthwiseConv1d(x, depthwise, { bias: zeros([6]) }),
      "depthwiseConv1d: bias has another shape; expected [12], got [6].",
    ],
    [
      () => depthwiseConv1d(x, depthwise, wrong({ depthMultiplier: 2 })),
      'depthwiseConv1d: unknown option "depthMultiplier"; expected "bias", "strides", "padding", "dilationRate", "activation".',
    ],
    [
      () => conv1dTranspose(x, transposedFilter, { padding: "causal" }),
      'conv1dTranspose: padding is unknown; expected "valid", "same", got "causal".',
    ],
    [
      () => conv1dTranspose(x, transposedFilter, { strides: 2, outputPadding: 2 }),
      "conv1dTranspose: outputPadding is not valid; expected fewer than strides, 2, got 2.",
    ],
    [
      () => conv1dTranspose(x, filter),
      "conv1dTranspose: x has another shape; expected [batch, steps, 4], got [2, 10, 6].",
    ],
    [
      () => conv1dTranspose(zeros([2, 0, 6]), zeros([2, 4, 6]), { strides: 3, outputPadding: 0 }),
      "conv1dTranspose: x has too few steps; expected at least 1, got 0.",
    ],
    [
      () => maxPool1d(x, { poolSize: 0 }),
      "maxPool1d: poolSize is not valid; expected a whole number from 1 to 2147483647, got 0.",
    ],
    [
      () => averagePool1d(zeros([2, 10])),
      "averagePool1d: x has another shape; expected [batch, steps, channels], got [2, 10].",
    ],
    [
      () => maxPool1d(x, { padding: "causal" }),
      'maxPool1d: padding is unknown; expected "valid", "same", got "causal".',
    ],
    [
      () => separableConv1d(x, depthwise, zeros([1, 12, 4]), { activation: wrong(3) }),
      /^separableConv1d: activation is unknown; expected "exp", .*, got 3\.$/,
    ],
  ])("%#", (compute, message) => {
    const wanted = typeof message === "string" ? message : expect.stringMatching(message);
    expect(compute).toThrow(expect.objectContaining({ message: wanted }));
    expect(launches()).toEqual([]);
  });
});
