import { ArgumentError } from "@sepconv/backend";
import {
  boolean,
  type Device,
  keep,
  Tensor,
  type TensorData,
  tidy,
  type Variable,
  valueAndGrad,
  warn,
  withDevice,
} from "@sepconv/core";
import type { LayerState } from "../layer-state.js";
import type { Model } from "../models/model.js";
import { HostTurns } from "../models/yield-to-host.js";
import { ofBuilt } from "../of-built.js";
import { getOptimizer } from "../optimizers/get-optimizer.js";
import type { Optimizer } from "../optimizers/optimizer.js";
import type { CompileOptions } from "./compile-options.js";
import { CompiledLosses } from "./compiled-losses.js";
import { CompiledMetrics } from "./compiled-metrics.js";
import type { Counts } from "./counts.js";
import { type Batch, SampleTable } from "./data.js";
import { areFinite, HeldState } from "./held-state.js";
import { notFinite } from "./not-finite.js";
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
  readonly #checksNumbers: boolean;
  /** A loop over batches lets the page draw and answer, too. */
  readonly turns: HostTurns = new HostTurns();
  readonly #losses: CompiledLosses;
  readonly #metrics: readonly CompiledMetrics[];
  readonly #total = new RunningMean();
  readonly #parts: readonly RunningMean[];
  /** Which layers were trainable when this was last looked at. */
  #trainable: ReadonlyMap<LayerState, boolean>;

  /** @throws ArgumentError for an unknown optimizer, loss or metric, and where there is not one for each output. */
  constructor(model: Model, options: CompileOptions) {
    const { outputNames } = model;
    this.model = model;
    this.#checksNumbers = boolean("compile", "checkNumbers", options.checkNumbers ?? false);
    this.optimizer = getOptimizer("compile", options.optimizer ?? "rmsprop");
    this.#losses = new CompiledLosses(options, outputNames);
    this.#metrics = [
      new CompiledMetrics("metrics", options.metrics, outputNames, false),
      new CompiledMetrics("weightedMetrics", options.weightedMetrics, outputNames, true),
    ];
    this.#parts = outputNames.map(() => new RunningMean());
    model.restoreOptimizer?.(this.optimizer);
    model.restoreOptimizer = null;
    this.#trainable = trainableLayers(model);
  }

  /** All samples in columns. @throws ArgumentError, ShapeError where they do not fit the model or each other. */
  async table(where: string, x: unknown, y: unknown, sampleWeight: unknown): Promise<SampleTable> {
    const { model } = this;
    const targets = y === undefined || y === null ? [] : this.#forEachOutput(where, "y", y);
    const weights = this.#forEachOutput(where, "sampleWeight", sampleWeight ?? null);
    const table = await SampleTable.of(where, model.dtype, model.flatInputs(x, isData), targets, weights);
    table.checkWeights(where);
    return table;
  }

  /** Warns once where `trainable` of a layer is not what it was when the model was compiled and first trained. */
  warnOfTrainableChanges(where: string): void {
    const now = trainableLayers(this.model);
    const changed = [...now].filter(([layer, trainable]) => (this.#trainable.get(layer) ?? trainable) !== trainable);
    this.#trainable = now;
    if (changed.length === 0) return;
    const names = changed.map(([{ name }]) => `"${name}"`).join(", ");
    warn(`${where}: trainable has changed since compile() for ${names}; compile the model again to begin anew`);
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

  /**
   * One update of the weights; where it fails, they stay as they are.
   *
   * @param place how messages name the batch. @throws NotFiniteError where numbers are checked, and one is not finite.
   */
  async trainOnBatch(where: string, batch: Batch, place = "this batch"): Promise<void> {
    this.#buildOn(batch);
    const { model, optimizer } = this;
    const variables = model.trainableWeights;
    const before = this.#checksNumbers ? new HeldState(model) : null;
    const { grads, ...pass } = this.#differentiate(where, batch, variables);
    try {
      if (before) await this.#checkNumbers(where, batch, place, pass.total, before, { grads, variables });
      this.#compute(() => {
        this.#measure(pass, batch);
        optimizer.apply(grads, variables);
      });
    } catch (error) {
      disposePass(pass);
      throw error;
    } finally {
      before?.dispose();
      for (const gradient of grads) gradient.dispose();
    }
    await this.#count(pass, batch);
  }

  /** The losses and metrics of a batch, without an update. */
  async testOnBatch(where: string, batch: Batch, place = "this batch"): Promise<void> {
    const pass = this.#compute(() => {
      const computed = this.#forward(where, batch, false);
      this.#measure(computed, batch);
      return computed;
    });
    if (this.#checksNumbers) {
      await this.#checkNumbers(where, batch, place, pass.total, null, null).catch((error) => {
        disposePass(pass);
        throw error;
      });
    }
    await this.#count(pass, batch);
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

  /** The forward pass and the gradients; all of it rests until it is disposed. */
  #differentiate(where: string, batch: Batch, variables: readonly Variable[]): Pass & { readonly grads: Tensor[] } {
    let pass: Pass | null = null;
    try {
      return this.#compute(() => {
        const { grads } = valueAndGrad(() => {
          const computed = this.#forward(where, batch, true);
          pass = keptPass(computed);
          return this.optimizer.scaleLoss(computed.total);
        })(...variables);
        return { ...ofBuilt(where, pass), grads };
      });
    } catch (error) {
      if (pass) disposePass(pass);
      throw error;
    }
  }

  /** @param before what a forward pass of training changes; null for testing. @throws NotFiniteError */
  async #checkNumbers(
    where: string,
    batch: Batch,
    place: string,
    total: Tensor,
    before: HeldState | null,
    gradients: GradientsOfStep | null,
  ): Promise<void> {
    const loss = await numberOf(total);
    const bad = gradients && Number.isFinite(loss) ? await badGradient(gradients) : null;
    if (Number.isFinite(loss) && bad === null) return;
    before?.restore();
    const forward = (): void => this.#compute(() => void this.#forward(where, batch, before !== null));
    const error = await notFinite({ where, place, loss, model: this.model, batch, forward, gradient: bad });
    before?.restore();
    throw error;
  }

  /** Layers that only a call builds are built before their weights are counted. */
  #buildOn({ inputs }: Batch): void {
    if (this.optimizer.built || isBuilt(this.model)) return;
    this.#compute(() => void this.model.applyFlat(inputs));
  }

  #measure({ predictions }: Pass, { targets, weights }: Batch): void {
    for (const metrics of this.#metrics) metrics.update(targets, predictions, weights);
  }

  async #count(pass: Pass, { samples }: Batch): Promise<void> {
    const { total, parts } = pass;
    try {
      this.#total.add(await numberOf(total), samples);
      for (const [output, part] of parts.entries()) {
        if (part && this.#losses.count > 1) this.#parts[output]?.add(await numberOf(part), samples);
      }
    } finally {
      disposePass(pass);
    }
  }

  /** One for each output: alone, in a list, or by name; null where there is none. */
  #forEachOutput(where: string, argument: string, given: unknown): readonly (Data | null)[] {
    const { outputNames } = this.model;
    if (given === null) return outputNames.map(() => null);
    if (outputNames.length === 1 && isData(given)) return [given];
    const isRecord = typeof given === "object" && !(given instanceof Tensor) && !ArrayBuffer.isView(given);
    const names = isRecord && !Array.isArray(given) ? Object.keys(given) : [];
    const unknown = names.find((name) => !outputNames.includes(name));
    const listed: readonly unknown[] = Array.isArray(given)
      ? given
      : outputNames.map((name) => (names.includes(name) ? Reflect.get(Object(given), name) : null));
    if (isRecord && unknown === undefined && listed.length === outputNames.length) {
      const items = listed.map((item) => item ?? null);
      if (items.every((item) => item === null || isData(item))) return items;
    }
    const shown = outputNames.map((name) => `"${name}"`).join(", ");
    throw new ArgumentError({
      where,
      problem: `${argument} does not fit the outputs`,
      expected: outputNames.length === 1 ? "a tensor or numbers in arrays" : `a list or record of ${shown}`,
      got: unknown ?? given,
    });
  }
}

function keptPass({ total, parts, predictions }: Pass): Pass {
  return { total: keep(total), parts: parts.map((part) => part && keep(part)), predictions: predictions.map(keep) };
}

function disposePass({ total, parts, predictions }: Pass): void {
  for (const tensor of [total, ...parts, ...predictions]) tensor?.dispose();
}

interface GradientsOfStep {
  readonly grads: readonly Tensor[];
  readonly variables: readonly Variable[];
}

/** The first variable whose gradient is not finite, or null. */
async function badGradient({ grads, variables }: GradientsOfStep): Promise<Variable | null> {
  for (const [index, gradient] of grads.entries()) {
    const variable = variables[index];
    if (variable && !(await areFinite(gradient))) return variable;
  }
  return null;
}

function trainableLayers(layer: LayerState): ReadonlyMap<LayerState, boolean> {
  return new Map([[layer, layer.trainable], ...layer.sublayers.flatMap((inner) => [...trainableLayers(inner)])]);
}

function isBuilt(layer: LayerState): boolean {
  return layer.built && layer.sublayers.every(isBuilt);
}

async function numberOf(tensor: Tensor): Promise<number> {
  return (await tensor.data())[0] ?? Number.NaN;
}

function isData(value: unknown): value is Data {
  return value instanceof Tensor || ArrayBuffer.isView(value) || Array.isArray(value) || typeof value === "number";
}
