import { type Device, keep, Tensor, type TensorData, tidy, valueAndGrad, withDevice } from "@sepconv/core";
import type { Model } from "../models/model.js";
import { getOptimizer } from "../optimizers/get-optimizer.js";
import type { Optimizer } from "../optimizers/optimizer.js";
import type { CompileOptions } from "./compile-options.js";
import { CompiledLosses } from "./compiled-losses.js";
import { CompiledMetrics } from "./compiled-metrics.js";
import type { Counts } from "./counts.js";
import { type Batch, SampleTable } from "./data.js";
import { type Logs, sortedLogs } from "./progress.js";
import { RunningMean } from "./running-mean.js";

/** Whatever a tensor is made of. */
export type Data = Tensor | TensorData;

/** What one pass over a batch has computed; whoever asks disposes it. */
interface Pass {
  readonly total: Tensor;
  readonly parts: readonly (Tensor | null)[];
  readonly predictions: readonly Tensor[];
}

/** A model with its optimizer, losses and metrics: trains and tests batch by batch. */
export class Trainer {
  readonly model: Model;
  readonly optimizer: Optimizer;
  /** Where the next batches are computed; null before the first. */
  device: Device | null = null;
  readonly #losses: CompiledLosses;
  readonly #metrics: readonly CompiledMetrics[];
  readonly #total = new RunningMean();
  readonly #parts: readonly RunningMean[];

  /** @throws ArgumentError for an unknown optimizer, loss or metric, and where there is not one for each output. */
  constructor(model: Model, options: CompileOptions) {
    const { outputNames } = model;
    this.model = model;
    this.optimizer = getOptimizer("compile", options.optimizer ?? "rmsprop");
    this.#losses = new CompiledLosses(options, outputNames);
    this.#metrics = [
      new CompiledMetrics("metrics", options.metrics, outputNames, false),
      new CompiledMetrics("weightedMetrics", options.weightedMetrics, outputNames, true),
    ];
    this.#parts = outputNames.map(() => new RunningMean());
    model.restoreOptimizer?.(this.optimizer);
    model.restoreOptimizer = null;
  }

  /** All samples in columns. @throws ArgumentError, ShapeError where they do not fit the model or each other. */
  async table(where: string, x: unknown, y: unknown, sampleWeight: unknown): Promise<SampleTable> {
    const { model } = this;
    const targets = y === undefined || y === null ? [] : this.#forEachOutput(y);
    const weights = sampleWeight === undefined || sampleWeight === null ? [] : this.#forEachOutput(sampleWeight);
    const perOutput = model.outputNames.map((_, output) => weights[output] ?? null);
    return await SampleTable.of(where, model.flatInputs(x, isData), targets, perOutput);
  }

  /** Forgets the losses and metrics of earlier batches. */
  reset(): void {
    for (const mean of [this.#total, ...this.#parts]) mean.reset();
    for (const metrics of this.#metrics) metrics.reset();
  }

  /** What losses and metrics have counted since the last reset. */
  async counts(): Promise<Counts> {
    const metrics = await Promise.all(this.#metrics.map(async (each) => await each.counts()));
    const means = [this.#total, ...this.#parts].map(({ state }) => state);
    return { means, metrics: metrics.flat().map((variables) => variables.map((elements) => Array.from(elements))) };
  }

  /** Whether counts may be those of this model's losses and metrics. */
  hasCounts({ means, metrics }: Counts): boolean {
    const metricCount = this.#metrics.reduce((total, { count }) => total + count, 0);
    return means.length === 1 + this.#parts.length && metrics.length === metricCount;
  }

  /** Losses and metrics go on from counts. @throws ArgumentError, ShapeError where they are of other metrics. */
  restoreCounts({ means, metrics }: Counts): void {
    for (const [index, mean] of [this.#total, ...this.#parts].entries()) mean.state = means[index] ?? [0, 0];
    let start = 0;
    for (const each of this.#metrics) {
      each.restore(metrics.slice(start, start + each.count));
      start += each.count;
    }
  }

  /** One update of the weights. */
  async trainOnBatch(where: string, batch: Batch): Promise<void> {
    const { model, optimizer } = this;
    const variables = model.trainableWeights;
    const pass = this.#compute(() => {
      let kept: Pass | undefined;
      const { grads } = valueAndGrad(() => {
        const { total, parts, predictions } = this.#forward(where, batch, true);
        kept = {
          total: keep(total),
          parts: parts.map((part) => part && keep(part)),
          predictions: predictions.map(keep),
        };
        return optimizer.scaleLoss(total);
      })(...variables);
      optimizer.apply(grads, variables);
      return kept;
    });
    if (pass) await this.#count(pass, batch);
  }

  /** The losses and metrics of a batch, without an update. */
  async testOnBatch(where: string, batch: Batch): Promise<void> {
    await this.#count(
      this.#compute(() => this.#forward(where, batch, false)),
      batch,
    );
  }

  /** Losses and metrics since the last reset, sorted by name. */
  async logs(): Promise<Logs> {
    const { outputNames } = this.model;
    const parts = this.#parts.flatMap((mean, output) =>
      this.#losses.count > 1 && this.#losses.at(output) ? [[`${outputNames[output]}_loss`, mean.value] as const] : [],
    );
    const measured = await Promise.all(this.#metrics.map(async (metrics) => await metrics.results()));
    return sortedLogs(Object.assign({ loss: this.#total.value }, Object.fromEntries(parts), ...measured));
  }

  /** Computes on the device, and disposes all but what is returned. */
  #compute<Result>(compute: () => Result): Result {
    return this.device ? withDevice(this.device, () => tidy(compute)) : tidy(compute);
  }

  #forward(where: string, { inputs, targets, weights }: Batch, training: boolean): Pass {
    const { model } = this;
    const predictions = model.applyFlat(inputs, training ? { training } : {});
    return { ...this.#losses.compute(where, targets, predictions, weights, model.losses), predictions };
  }

  async #count({ total, parts, predictions }: Pass, { targets, weights, samples }: Batch): Promise<void> {
    try {
      this.#compute(() => {
        for (const metrics of this.#metrics) metrics.update(targets, predictions, weights);
      });
      this.#total.add(await numberOf(total), samples);
      for (const [output, part] of parts.entries()) {
        if (part && this.#losses.count > 1) this.#parts[output]?.add(await numberOf(part), samples);
      }
    } finally {
      for (const tensor of [total, ...parts, ...predictions]) tensor?.dispose();
    }
  }

  /** One for each output: alone, in a list, or by name. */
  #forEachOutput(given: unknown): readonly (Data | null)[] {
    const { outputNames } = this.model;
    if (outputNames.length === 1 && isData(given)) return [given];
    const listed: readonly unknown[] = Array.isArray(given)
      ? given
      : outputNames.map((name) => Reflect.get(Object(given), name));
    return outputNames.map((_, output) => (isData(listed[output]) ? listed[output] : null));
  }
}

async function numberOf(tensor: Tensor): Promise<number> {
  return (await tensor.data())[0] ?? Number.NaN;
}

function isData(value: unknown): value is Data {
  return value instanceof Tensor || ArrayBuffer.isView(value) || Array.isArray(value) || typeof value === "number";
}
