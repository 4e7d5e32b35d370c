import { type Device, tensor, withDevice } from "@sepconv/core";
import type { AbortSignalLike, Model } from "@sepconv/layers";
import type { TestSplit } from "../data/test-split.js";
import { largest, type PredictionTime, type SplitResult } from "./predictions.js";

/** An input with the batch as its first axis. */
export interface Input {
  readonly elements: Float32Array;
  readonly shape: readonly number[];
}

/** What runs where, until when. */
export interface Task {
  readonly model: Model;
  readonly device: Device;
  readonly signal: AbortSignalLike;
}

/** Predictions thrown away before timing, and the most and the longest that are timed. */
const [warmUps, mostRuns, longestMilliseconds] = [3, 25, 600];

/** The model's output for an input, computed on the task's device. */
export async function predict({ model, device, signal }: Task, { elements, shape }: Input): Promise<Float32Array> {
  const input = tensor(elements, shape);
  const batchSize = shape[0] ?? 1;
  const output = await withDevice(device, () => model.predict(input, { batchSize, signal }));
  const values = Float32Array.from(await output.data());
  output.dispose();
  input.dispose();
  return values;
}

/** The median time of one prediction from host to host, after some to warm up. */
export async function timePrediction(task: Task, input: Input): Promise<PredictionTime> {
  for (let run = 0; run < warmUps; run++) await predict(task, input);
  const times: number[] = [];
  const start = performance.now();
  while (times.length < mostRuns && performance.now() - start < longestMilliseconds) {
    const before = performance.now();
    await predict(task, input);
    times.push(performance.now() - before);
  }
  times.sort((first, second) => first - second);
  return { milliseconds: times[Math.floor(times.length / 2)] ?? Number.NaN, runs: times.length };
}

/** Predicts all recordings in one batch and compares with their true classes. */
export async function predictSplit(task: Task, split: TestSplit): Promise<SplitResult> {
  const before = performance.now();
  const values = await predict(task, { elements: split.inputs, shape: split.shape });
  const milliseconds = performance.now() - before;
  const outputs = values.length / split.shape[0];
  const classes = Array.from(split.labels, (_, index) => largest(values, index * outputs, (index + 1) * outputs));
  const correct = classes.filter((predicted, index) => predicted === split.labels[index]).length;
  return { classes, correct, milliseconds };
}
