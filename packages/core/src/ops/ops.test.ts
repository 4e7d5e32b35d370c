import { RecordingBackend } from "@sepconv/backend-recording";
import { beforeEach, describe, expect, it } from "vitest";
import { useBackend } from "../engine/device.js";
import { ones, tensor, zeros } from "../tensor/create-tensor.js";
import { tidy } from "../tensor/scope.js";
import { add } from "./binary.js";
import { broadcastTo } from "./broadcast-to.js";
import { matmul } from "./matmul.js";
import { pad } from "./pad.js";
import { mean, sum } from "./reduce.js";
import { reshape } from "./reshape.js";
import { separableConv1d } from "./separable-conv1d.js";
import { slice } from "./slice.js";
import { softmax } from "./softmax.js";
import { transpose } from "./transpose.js";
import { relu } from "./unary.js";

/** A value of the wrong type, as JavaScript passes it. */
const wrong = <Type>(value: unknown): Type => value as Type;

let backend: RecordingBackend;

beforeEach(async () => {
  backend = new RecordingBackend();
  await useBackend(backend);
});

const x = zeros([2, 10, 3]);
const depthwise = zeros([3, 3, 2]);
const pointwise = zeros([1, 6, 4]);

describe("shapes that kernels see", () => {
  it("reduces neighbouring axes in one launch", () => {
    expect(mean(zeros([2, 3, 4, 5]), { axis: [1, 2] }).shape).toEqual([2, 5]);
    expect(backend.shapes).toEqual([{ operands: { x: [2, 12, 5] }, outputs: { y: [2, 5] } }]);
    expect(sum(zeros([2, 3, 4, 5]), { axis: [0, -1], keepDims: true }).shape).toEqual([1, 3, 4, 1]);
    expect(backend.count("launch")).toBe(3);
    expect(sum(zeros([2, 3])).shape).toEqual([]);
    expect(sum(zeros([2]), { axis: [] }).shape).toEqual([2]);
  });

  it("makes one tall matrix of all rows that meet one matrix", () => {
    expect(matmul(zeros([2, 3, 4]), zeros([4, 5])).shape).toEqual([2, 3, 5]);
    expect(backend.shapes.at(-1)?.operands).toEqual({ a: [1, 6, 4], b: [1, 4, 5] });
    expect(matmul(zeros([2, 3, 4]), zeros([2, 4, 5])).shape).toEqual([2, 3, 5]);
    expect(matmul(zeros([2, 4, 3]), zeros([5, 4]), { transposeA: true, transposeB: true }).shape).toEqual([2, 3, 5]);
    expect(backend.shapes.at(-1)?.operands).toEqual({ a: [2, 4, 3], b: [2, 5, 4] });
  });

  it("takes activations by Keras' names and by ours", () => {
    for (const [name, kind] of [
      ["leaky_relu", "leakyRelu"],
      ["swish", "silu"],
      ["exponential", "exp"],
      ["linear", null],
    ]) {
      separableConv1d(x, depthwise, pointwise, { activation: wrong(name) });
      expect(backend.calls.at(-1)).toMatchObject({ attrs: { activation: kind } });
    }
  });

  it("infers the output of convolution, slice, pad, transpose, softmax and broadcast", () => {
    expect(separableConv1d(x, depthwise, pointwise, { padding: "CAUSAL", strides: [3] }).shape).toEqual([2, 4, 4]);
    expect(separableConv1d(zeros([2, 1, 3]), depthwise, pointwise, { strides: 3 }).shape).toEqual([2, 0, 4]);
    expect(slice(x, { start: [0, 1, 0], step: [1, 4, 2] }).shape).toEqual([2, 3, 2]);
    expect(
      pad(x, [
        [0, 0],
        [2, 1],
        [0, 3],
      ]).shape,
    ).toEqual([2, 13, 6]);
    expect(transpose(x, { permutation: [2, 0, 1] }).shape).toEqual([3, 2, 10]);
    expect(softmax(x, { axis: 1 }).shape).toEqual([2, 10, 3]);
    expect(broadcastTo(ones([3]), [2, 3]).shape).toEqual([2, 3]);
    expect(reshape(x, [-1, 6]).shape).toEqual([10, 6]);
    expect(add(x, 1).shape).toEqual([2, 10, 3]);
  });
});

describe("memory", () => {
  it("is given back with the result: nothing in between stays", () => {
    const made = relu(zeros([4, 6, 3]));
    const weights = relu(zeros([3, 3]));
    const before = backend.statistics().liveBytes;
    for (const compute of [
      () => softmax(made),
      () => softmax(made, { axis: 0 }),
      () => matmul(made, weights),
      () => matmul(made, relu(zeros([6, 2])), { transposeA: true }),
      () => sum(made, { axis: [0, 2] }),
      () => mean(made),
      () => add(made, 1),
    ]) {
      tidy(() => compute()).dispose();
      expect(backend.statistics().liveBytes).toBe(before);
    }
    for (const compute of [() => softmax(made, { axis: 0 }), () => matmul(made, weights), () => add(made, 1)]) {
      compute().dispose();
      expect(backend.statistics().liveBytes).toBe(before);
    }
  });
});

describe("refusals", () => {
  it.each([
    [
      () => separableConv1d(x, zeros([3, 3, 0]), zeros([1, 0, 4])),
      "separableConv1d: depthMultiplier is not valid; expected a whole number from 1 to 2147483647, got 0.",
    ],
    [
      () => separableConv1d(x, depthwise, pointwise, { strides: 2 ** 31 }),
      "separableConv1d: strides is not valid; expected a whole number from 1 to 2147483647, got 2147483648.",
    ],
    [
      () => separableConv1d(x, depthwise, pointwise, { padding: "causal", dilationRate: 2 ** 30 }),
      "separableConv1d: kernelSize with dilationRate reaches too far; expected at most 2147483647 steps, got 2147483649.",
    ],
    [
      () => separableConv1d(x, depthwise, pointwise, wrong(null)),
      "separableConv1d: options are no object; expected { … }, got null.",
    ],
    [() => sum(x, wrong(1)), "sum: options are no object; expected { … }, got 1."],
    [() => sum(x, { keepDims: wrong("yes") }), 'sum: keepDims is not valid; expected true or false, got "yes".'],
    [
      () => reshape(tensor([1]), new Array(9).fill(1)),
      "reshape: a tensor of shape [1] does not have this shape; expected at most 8 extents for 1 elements, with at most one -1, got [1, 1, 1, 1, 1, 1, 1, 1, 1].",
    ],
    [
      () => reshape(tensor([1]), wrong(null)),
      "reshape: a tensor of shape [1] does not have this shape; expected at most 8 extents for 1 elements, with at most one -1, got null.",
    ],
    [
      () => broadcastTo(tensor([1]), [2.5]),
      "broadcastTo: the shape is not one; expected at most 8 whole numbers, none negative, for at most 2147483647 elements, got [2.5].",
    ],
    [
      () => pad(zeros([4]), wrong([[1, 2, 3]])),
      "pad: paddings are not valid; expected 1 pairs of whole numbers, none negative, got [[1, 2, 3]].",
    ],
    [
      () => separableConv1d(zeros([2, 10]), depthwise, pointwise),
      "separableConv1d: x has another shape; expected [batch, steps, 3], got [2, 10].",
    ],
    [
      () => separableConv1d(zeros([2, 10, 4]), depthwise, pointwise),
      "separableConv1d: x has another shape; expected [batch, steps, 3], got [2, 10, 4].",
    ],
    [
      () => separableConv1d(x, depthwise, zeros([1, 5, 4])),
      "separableConv1d: pointwise has another shape; expected [1, 6, filters], got [1, 5, 4].",
    ],
    [
      () => separableConv1d(x, zeros([0, 3, 2]), pointwise),
      "separableConv1d: kernelSize is not valid; expected a whole number from 1 to 2147483647, got 0.",
    ],
    [
      () => separableConv1d(x, depthwise, pointwise, { bias: zeros([5]) }),
      "separableConv1d: bias has another shape; expected [4], got [5].",
    ],
    [
      () => separableConv1d(x, depthwise, pointwise, { strides: 0 }),
      "separableConv1d: strides is not valid; expected a whole number from 1 to 2147483647, got 0.",
    ],
    [
      () => separableConv1d(x, depthwise, pointwise, { dilationRate: 1.5 }),
      "separableConv1d: dilationRate is not valid; expected a whole number from 1 to 2147483647, got 1.5.",
    ],
    [
      () => separableConv1d(x, depthwise, pointwise, { strides: [1, 2] }),
      "separableConv1d: strides is not valid; expected a whole number from 1 to 2147483647, got [1, 2].",
    ],
    [
      () => separableConv1d(x, depthwise, pointwise, { padding: "full" }),
      'separableConv1d: padding is unknown; expected "valid", "same", "causal", got "full".',
    ],
    [
      () => separableConv1d(x, depthwise, pointwise, { activation: wrong("rleu") }),
      'separableConv1d: activation is unknown; expected "exp", "relu", "relu6", "leakyRelu", "elu", "selu", "sigmoid", "tanh", "hardSigmoid", "softplus", "softsign", "silu", "linear", "swish", "exponential", "celu", "hardSwish", "gelu", "geluTanh", "mish", "hardSilu", "hardSigmoidKeras2", "squareplus", "softShrink", "hardShrink", "tanhShrink", "hardTanh", "sparsePlus", "sparseSigmoid", "logSigmoid", got "rleu".',
    ],
    [
      () => separableConv1d(x, depthwise, pointwise, wrong({ stride: 2 })),
      'separableConv1d: unknown option "stride"; expected "bias", "strides", "padding", "dilationRate", "activation".',
    ],
    [
      () => separableConv1d(zeros([1, 3, 3]), zeros([9, 3, 2]), pointwise, { strides: 2 }),
      'separableConv1d: x has too few steps; expected at least 9, got 3. Use padding "same", or a longer input.',
    ],
    [() => relu(wrong([1, 2])), "relu: x is no tensor; expected a tensor, got [1, 2]. Make one with tensor()."],
    [
      () => add(zeros([2]), zeros([3])),
      "add: shapes do not broadcast; expected equal extents, or 1, counted from the last dimension, got [[2], [3]].",
    ],
    [
      () => matmul(zeros([2, 3]), zeros([4, 2])),
      "matmul: the shapes do not multiply; expected […, m, k] and […, k, n], or [k, n] for b, after transposition, got [[2, 3], [4, 2]].",
    ],
    [() => matmul(zeros([2]), zeros([2, 2])), "matmul: an operand is no matrix; expected rank 2 or more, got [2]."],
    [
      () => sum(x, { axis: 3 }),
      "sum: axis is out of range; expected a whole number from -3 to 2, for shape [2, 10, 3], got 3.",
    ],
    [() => softmax(tensor(1)), "softmax: x is a scalar; expected rank 1 or more, got []."],
    [
      () => reshape(x, [7, -1]),
      "reshape: a tensor of shape [2, 10, 3] does not have this shape; expected at most 8 extents for 60 elements, with at most one -1, got [7, -1].",
    ],
    [
      () => slice(zeros([4]), { start: [2], size: [3] }),
      "slice: elements lie outside x; expected at most [2], got [3].",
    ],
    [
      () => slice(zeros([4]), { step: [0] }),
      "slice: step is not valid; expected 1 whole numbers of at least 1, got [0].",
    ],
    [
      () => pad(zeros([4]), []),
      "pad: paddings are not valid; expected 1 pairs of whole numbers, none negative, got [].",
    ],
    [
      () => transpose(x, { permutation: [0, 0, 1] }),
      "transpose: permutation is not one; expected each of [0, 1, 2] once, got [0, 0, 1].",
    ],
    [() => broadcastTo(zeros([2, 3]), [3]), "broadcastTo: x is larger; expected a shape that x stretches to, got [3]."],
  ])("refuses what does not fit: %#", (compute, message) => {
    expect(compute).toThrow(expect.objectContaining({ message }));
    expect(backend.count("launch")).toBe(0);
  });
});
