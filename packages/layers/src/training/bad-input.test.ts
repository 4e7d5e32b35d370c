import { createCpuBackend } from "@sepconv/backend-cpu";
import { type Tensor, tensor, useBackend, zeros } from "@sepconv/core";
import { beforeEach, describe, expect, it } from "vitest";
import * as layers from "../index.js";

beforeEach(async () => {
  await useBackend(createCpuBackend());
});

const xs = zeros([8, 4]);
const ys = zeros([8, 1]);

/** Some scores for four numbers. */
function scoring(units: number, options: layers.CompileOptions): layers.Sequential {
  const model = new layers.Sequential(
    [new layers.InputLayer({ shape: [4], name: "input" }), new layers.Dense({ units, name: "scores" })],
    { name: "m" },
  );
  model.compile(options);
  return model;
}
const regression = (options: layers.CompileOptions = {}) => scoring(1, { loss: "mse", ...options });

function twoOutputs(options: layers.CompileOptions): layers.Functional {
  const input = layers.input({ shape: [4] });
  const [a, b] = ["a", "b"].map((name) => new layers.Dense({ units: 1, name }).apply(input));
  const model = layers.model({ inputs: input, outputs: [a, b] as layers.SymbolicTensor[], name: "two" });
  model.compile(options);
  return model;
}

function* batches(...items: unknown[]): Iterable<unknown> {
  yield* items;
}

type Case = readonly [name: string, run: () => Promise<unknown>, message: string];

async function refused([, run, message]: Case): Promise<void> {
  await expect(run()).rejects.toThrow(expect.objectContaining({ message }));
}

describe("labels that do not fit the output", () => {
  const named = (loss: string) => `Sequential "m": fit: y does not fit the output "scores" for the loss ${loss}`;
  it.each<Case>([
    [
      "one-hot rows for a sparse loss",
      () => scoring(3, { loss: "sparseCategoricalCrossentropy" }).fit(xs, zeros([8, 3])),
      `${named("sparse_categorical_crossentropy")}; expected [8], got [8, 3]. For one-hot targets use "categoricalCrossentropy".`,
    ],
    [
      "whole numbers for a loss of one-hot rows",
      () => scoring(3, { loss: "categoricalCrossentropy" }).fit(xs, zeros([8])),
      `${named("categorical_crossentropy")}; expected [8, 3], got [8]. ` +
        'For whole numbers as labels use "sparseCategoricalCrossentropy".',
    ],
    [
      "another number of values",
      () => scoring(3, { loss: { class_name: "MeanSquaredError", config: {} } }).fit(xs, zeros([8, 5])),
      `${named("mean_squared_error")}; expected [8, 3], got [8, 5].`,
    ],
    [
      "another rank, which would stretch to the wrong axis",
      () => scoring(8, { loss: "mae" }).fit(xs, zeros([8])),
      `${named("mean_absolute_error")}; expected [8, 8], got [8]. ` +
        'For whole numbers as labels use "sparseCategoricalCrossentropy".',
    ],
    [
      "a label that is no class",
      () => scoring(3, { loss: "sparseCategoricalCrossentropy" }).fit(xs, [0, 1, 2, 3, 0, 0, 0, 0]),
      "SparseCategoricalCrossentropy: a label is no class; expected whole numbers from 0 to 2, got 3.",
    ],
    [
      "no y",
      () => regression().fit(xs),
      'Sequential "m": fit: there is no y for the output "scores"; expected one for each output with a loss.',
    ],
    [
      "no y for one of two outputs",
      () => twoOutputs({ loss: "mse" }).evaluate(xs, { a: ys }),
      'Functional "two": evaluate: there is no y for the output "b"; expected one for each output with a loss.',
    ],
    [
      "y for an output that is none",
      () => twoOutputs({ loss: "mse" }).fit(xs, { a: ys, c: ys }),
      'Functional "two": fit: y does not fit the outputs; expected a list or record of "a", "b", got "c".',
    ],
    [
      "too few",
      () => twoOutputs({ loss: "mse" }).trainOnBatch(xs, [ys]),
      'Functional "two": trainOnBatch: y does not fit the outputs; expected a list or record of "a", "b", got [Tensor].',
    ],
    [
      "one for two outputs",
      () => twoOutputs({ loss: "mse" }).testOnBatch(xs, ys),
      'Functional "two": testOnBatch: y does not fit the outputs; expected a list or record of "a", "b", got Tensor.',
    ],
    [
      "a text",
      () => regression().fit(xs, "labels"),
      'Sequential "m": fit: y does not fit the outputs; expected a tensor or numbers in arrays, got "labels".',
    ],
  ])("%s", async (...each) => await refused(each));

  it("stretch where Keras' do, and may be anything for a function of one's own", async () => {
    await scoring(3, { loss: "mse" }).fit(xs, zeros([8, 1]));
    await scoring(1, { loss: "mse" }).fit(xs, zeros([8]));
    await scoring(3, { loss: "sparseCategoricalCrossentropy" }).fit(xs, zeros([8, 1]));
    const own: layers.CompileOptions["loss"] = (_: Tensor, predicted: Tensor) => predicted;
    await scoring(3, { loss: own }).fit(xs, zeros([8, 7, 2]));
  });
});

describe("samples and weights that do not fit", () => {
  const counts = "inputs, targets and weights have different numbers of samples; expected 8 samples, got";
  const weighed = (classWeight: unknown) => () => regression().fit(xs, ys, { classWeight } as layers.FitOptions);
  const wrongClass = 'Sequential "m": fit: classWeight is not valid; expected';
  it.each<Case>([
    ["another number of labels", () => regression().fit(xs, zeros([7, 1])), `Sequential "m": fit: ${counts} [7, 1].`],
    [
      "another number of weights",
      () => regression().fit(xs, ys, { sampleWeight: zeros([9]) }),
      `Sequential "m": fit: ${counts} [9].`,
    ],
    [
      "weights of another rank",
      () => regression().fit(xs, ys, { sampleWeight: zeros([8, 3]) }),
      'Sequential "m": fit: sampleWeight does not fit the values of the loss; expected [8] or a shape that stretches to it, got [8, 3].',
    ],
    [
      "a weight that is no number",
      () => regression().fit(xs, ys, { sampleWeight: new Float32Array(8).fill(Number.NaN) }),
      'Sequential "m": fit: a sample\'s weight is not finite; expected numbers, got NaN.',
    ],
    ["a class with a negative weight", weighed({ 0: -1 }), `${wrongClass} a number from 0 up for class 0, got -1.`],
    ["a class with no number", weighed({ 0: Number.NaN }), `${wrongClass} a number from 0 up for class 0, got NaN.`],
    ["a class that is no number", weighed({ cat: 1 }), `${wrongClass} whole numbers as classes, got "cat".`],
    ["a negative class", weighed({ "-1": 1 }), `${wrongClass} whole numbers as classes, got "-1".`],
    ["no record of classes", weighed(2), `${wrongClass} weights by the numbers of classes, got 2.`],
    [
      "a class beyond those of one-hot rows",
      () => scoring(3, { loss: "mse" }).fit(xs, zeros([8, 3]), { classWeight: { 3: 1 } }),
      `${wrongClass} classes from 0 to 2, got "3".`,
    ],
    [
      "weights of classes for two outputs",
      () => twoOutputs({ loss: "mse" }).fit(xs, [ys, ys], { classWeight: { 0: 1 } }),
      'Functional "two": fit: classWeight is for models with one output.',
    ],
    [
      "no samples",
      () => regression().fit([], []),
      'Sequential "m": fit: there are no samples to train on; expected at least one.',
    ],
    [
      "no samples to test on",
      () => regression().evaluate(zeros([0, 4]), zeros([0, 1])),
      'Sequential "m": evaluate: there are no samples; expected at least one.',
    ],
    [
      "an empty batch",
      () => regression().trainOnBatch(zeros([0, 4]), zeros([0, 1])),
      'Sequential "m": trainOnBatch: there are no samples; expected at least one.',
    ],
    [
      "another shape",
      () => regression().fit(zeros([8, 5]), ys),
      'InputLayer "input": the input does not fit; expected [null, 4], got [8, 5].',
    ],
    [
      "no data",
      () => regression().fit("signal", ys),
      'Sequential "m": this is no input; expected one tensor, got "signal".',
    ],
  ])("%s", async (...each) => await refused(each));
});

describe("batches that are none", () => {
  const badBatch = 'Sequential "m": fit: batch 1: this is no data; expected [x, y] or [x, y, sampleWeight], got';
  const beside = "does not go with an iterable of batches; expected batches [x, y, sampleWeight] that have all of it";
  const none =
    "the data gave no batches; expected at least one. " +
    "A generator gives its batches once: hand in a function that makes one for each time.";
  it.each<Case>([
    ["a number", () => regression().fit(batches(3)), `${badBatch} 3.`],
    ["a tensor alone", () => regression().fit(batches(xs)), `${badBatch} Tensor.`],
    ["a record", () => regression().fit(batches({ xs, ys })), `${badBatch} { xs: Tensor, ys: Tensor }.`],
    ["an empty list", () => regression().fit(batches([])), `${badBatch} [].`],
    [
      "another number of labels",
      () => regression().fit(batches([xs, ys], [xs, zeros([7, 1])])),
      'Sequential "m": fit: batch 2: inputs, targets and weights have different numbers of samples; expected 8 samples, got [7, 1].',
    ],
    ["none at all", () => regression().fit(batches()), `Sequential "m": fit: ${none}`],
    ["none to test on", () => regression().evaluate(batches()), `Sequential "m": evaluate: ${none}`],
    [
      "none to predict for",
      () => regression().predict(batches()),
      'Sequential "m": predict: the data gave no batches; expected at least one.',
    ],
    [
      "a function without an iterable",
      () => regression().fit((() => 3) as never),
      'Sequential "m": fit: the function gave no iterable of batches; expected an iterable of [x, y], got 3.',
    ],
    ["y beside them", () => regression().fit(batches([xs, ys]), ys), `Sequential "m": fit: y ${beside}, got Tensor.`],
    [
      "a share of them for validation",
      () => regression().fit(batches([xs, ys]), null, { validationSplit: 0.5 }),
      `Sequential "m": fit: validationSplit ${beside}, got 0.5.`,
    ],
    [
      "weights of classes beside them",
      () => regression().fit(batches([xs, ys]), null, { classWeight: { 0: 1 } }),
      `Sequential "m": fit: classWeight ${beside}, got { 0: 1 }.`,
    ],
    [
      "validation data without a pair",
      () => regression().fit(xs, ys, { validationData: [] }),
      'Sequential "m": fit: validationData: this is no data; expected [x, y] or [x, y, sampleWeight], got [].',
    ],
  ])("%s", async (...each) => await refused(each));
});

describe("options and names that are none", () => {
  const fitting = (options: object) => () => regression().fit(xs, ys, options);
  const whole = (name: string, least: number, got: string) =>
    `Sequential "m": fit: ${name} is not valid; expected a whole number from ${least} to 2147483647, got ${got}.`;
  it.each<Case>([
    ["no steps", fitting({ stepsPerEpoch: 0 }), whole("stepsPerEpoch", 1, "0")],
    ["a part of a step", fitting({ stepsPerEpoch: 1.5 }), whole("stepsPerEpoch", 1, "1.5")],
    ["no steps of validation", fitting({ validationSteps: 0 }), whole("validationSteps", 1, "0")],
    ["an empty batch", fitting({ batchSize: 0 }), whole("batchSize", 1, "0")],
    ["epochs below none", fitting({ epochs: -1 }), whole("epochs", 0, "-1")],
    ["epochs that are no number", fitting({ epochs: Number.NaN }), whole("epochs", 0, "NaN")],
    ["an epoch before the first", fitting({ initialEpoch: -1 }), whole("initialEpoch", 0, "-1")],
    [
      "no list of callbacks",
      fitting({ callbacks: {} }),
      'Sequential "m": fit: callbacks are not valid; expected a list of callbacks, got {  }.',
    ],
    [
      "a callback that is none",
      fitting({ callbacks: [null] }),
      'Sequential "m": fit: callbacks are not valid; expected a list of callbacks, got [null].',
    ],
    [
      "a signal that is none",
      fitting({ signal: 3 }),
      'Sequential "m": fit: signal is none; expected an AbortSignal, got 3.',
    ],
    [
      "a factor that is no number",
      () => regression({ lossWeights: Number.NaN }).fit(xs, ys),
      "compile: lossWeights are not valid; expected one for each output, got NaN.",
    ],
    [
      "a loss that is none",
      () => regression({ loss: 3 as never }).fit(xs, ys),
      "compile: losses are not valid; expected one for each output, got 3.",
    ],
    [
      "metrics of an output that is none",
      () => twoOutputs({ loss: "mse", metrics: { c: ["mae"] } }).fit(xs, [ys, ys]),
      'compile: metrics do not fit the outputs; expected one for each of "a", "b", got "c".',
    ],
    [
      "fit before compile",
      () => new layers.Sequential([new layers.Dense({ units: 1 })], { name: "m" }).fit(xs, ys),
      'Sequential "m": fit: the model is not compiled. Call compile() first.',
    ],
  ])("%s", async (...each) => await refused(each));

  it("allows what Keras allows: no epochs, and a batch larger than the data", async () => {
    expect((await regression().fit(xs, ys, { epochs: 0 })).epoch).toEqual([]);
    expect((await regression().fit(xs, ys, { initialEpoch: 3, epochs: 2 })).epoch).toEqual([]);
    expect((await regression().fit(xs, tensor(ys.dataSync(), [8]), { batchSize: 1000 })).epoch).toEqual([0]);
  });
});
