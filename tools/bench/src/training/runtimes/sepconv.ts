import { createCpuBackend } from "@sepconv/backend-cpu";
import { createWasmBackend } from "@sepconv/backend-wasm";
import { mean, square, sub, type Tensor, tensor, tidy, useBackend, valueAndGrad } from "@sepconv/core";
import { losses, optimizers } from "@sepconv/layers";
import type { Prepared, Runtime } from "../../peers/runtimes/runtime.js";
import { checkedSteps, firstSteps } from "../first-steps.js";
import { type TrainingTask, targetOf, trainingTaskOf } from "../training-task.js";
import { trainableModel } from "./sepconv-model.js";

/** How a step is called: `valueAndGrad` and `optimizer.apply`, or a model's `trainOnBatch`. */
export type SepconvWay = "gradients" | "trainOnBatch";

/** Training by the public interface. */
export async function openSepconvTraining(
  backend: "cpu" | "wasm",
  threads: 1 | 2 = 1,
  way: SepconvWay = "gradients",
): Promise<Runtime> {
  const device =
    backend === "cpu" ? await useBackend(createCpuBackend()) : await useBackend(createWasmBackend({ threads }));
  const { reasons } = device.report();
  const call = way === "gradients" ? "valueAndGrad and Adam.apply" : "model.trainOnBatch";
  return {
    description: `this repository, ${call}, ${backend} backend, ${reasons.join(", ") || "one thread"}`,
    prepare: async (network, input) => prepare(trainingTaskOf(network), input, way),
  };
}

async function prepare(task: TrainingTask, input: Float32Array<ArrayBuffer>, way: SepconvWay): Promise<Prepared> {
  const training = new SepconvTraining(task, input);
  const run = way === "gradients" ? () => training.step() : () => training.trainOnBatch();
  if (way === "trainOnBatch" && task.wantsInputGradient) {
    training.dispose();
    throw new Error("a model computes no gradient of its input");
  }
  return {
    run: async () => {
      await run();
    },
    output: async () => {
      const checked = new SepconvTraining({ ...task, dropout: 0 }, input);
      const { losses: values, inputGradient } = await checked.firstSteps(way);
      checked.dispose();
      return firstSteps(task, values, inputGradient);
    },
    dispose: () => training.dispose(),
  };
}

/** A model with its optimizer and its data. */
export class SepconvTraining {
  readonly #task: TrainingTask;
  readonly #model;
  readonly #optimizer = new optimizers.Adam();
  readonly #x: Tensor;
  readonly #target: Tensor;

  constructor(task: TrainingTask, input: Float32Array<ArrayBuffer>) {
    const { batch, input: extent, steps } = task;
    const output = steps.at(-1)?.output ?? extent;
    const shapeOf = ({ steps: length, channels }: typeof extent): number[] =>
      length === null ? [batch, channels] : [batch, length, channels];
    this.#task = task;
    this.#model = trainableModel(task);
    this.#x = tensor(input, shapeOf(extent));
    this.#target = tensor(targetOf(task), shapeOf(output));
    const loss = task.loss === "meanSquares" ? losses.meanSquaredError() : losses.categoricalCrossentropy();
    this.#model.compile({ optimizer: this.#optimizer, loss });
  }

  /** One step; its loss and its gradients are computed and not looked at. */
  step(): void {
    tidy(() => void this.#step());
  }

  async trainOnBatch(): Promise<number> {
    const { loss } = await this.#model.trainOnBatch(this.#x, this.#target);
    return loss ?? Number.NaN;
  }

  /** The losses of the steps that are compared, and the first gradient of the input where one is wanted. */
  async firstSteps(way: SepconvWay): Promise<{ losses: number[]; inputGradient: Float32Array | null }> {
    const values: number[] = [];
    let inputGradient: Float32Array | null = null;
    for (let step = 0; step < checkedSteps; step++) {
      if (way === "trainOnBatch") {
        values.push(await this.trainOnBatch());
        continue;
      }
      const { value, dx } = tidy(() => this.#step());
      values.push((await value.data())[0] ?? Number.NaN);
      if (dx) inputGradient ??= Float32Array.from(await dx.data());
      value.dispose();
      dx?.dispose();
    }
    return { losses: values, inputGradient };
  }

  dispose(): void {
    this.#model.dispose();
    for (const variable of this.#optimizer.variables) variable.dispose();
    for (const each of [this.#x, this.#target]) each.dispose();
  }

  #step(): { value: Tensor; dx: Tensor | null } {
    const variables = this.#model.trainableWeights;
    const wanted = this.#task.wantsInputGradient ? [this.#x] : [];
    const { value, grads } = valueAndGrad((x) => this.#loss(wanted.length > 0 && x ? x : this.#x))(
      ...wanted,
      ...variables,
    );
    this.#optimizer.apply(grads.slice(wanted.length), variables);
    return { value, dx: wanted.length > 0 ? (grads[0] ?? null) : null };
  }

  #loss(x: Tensor): Tensor {
    const y = this.#model.apply(x, { training: true });
    if (this.#task.loss === "meanSquares") return mean(square(sub(y, this.#target)));
    return losses.categoricalCrossentropy()(this.#target, y);
  }
}
