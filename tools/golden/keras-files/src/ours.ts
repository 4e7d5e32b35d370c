// Our side: `write` makes files and what Keras is to find in them, `read` reads what Keras has made of them.

import { readFile, writeFile } from "node:fs/promises";
import { createCpuBackend } from "@sepconv/backend-cpu";
import { setRandomSeed, type Tensor, useBackend } from "@sepconv/core";
import { fileStore, loadModel, saveModel } from "@sepconv/io";
import type * as layers from "@sepconv/layers";
import { type Case, cases } from "./models.ts";

interface Numbers {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** What a model says, and its state before and after one step. */
interface State {
  readonly predictions: readonly Numbers[];
  readonly weights: readonly Numbers[];
  readonly optimizer: readonly Numbers[];
}

const [, , what = "", folder = ""] = process.argv;
const stepsBefore = 4;
let failures = 0;

await useBackend(createCpuBackend());
for (const [index, [name, build]] of Object.entries(cases).entries()) {
  setRandomSeed(index);
  const made = build();
  const path = `${folder}/${name}`;
  if (what === "write") {
    for (let step = 0; step < stepsBefore; step++) await trainStep(made.model, made);
    // Once as a checkpoint, with what Keras has no place for.
    const isCheckpoint = name === "everything";
    if (isCheckpoint)
      await fileStore(folder).save(`${name}.keras`, made.model, { note: { list: new Float32Array(3) } });
    else await saveModel(made.model, `${path}.keras`);
    const data = { inputs: made.inputs.map(numbersOf), targets: made.targets.map(numbersOf) };
    const before = await stateOf(made.model, made);
    await trainStep(made.model, made);
    await writeFile(`${path}.json`, JSON.stringify({ ...data, before, after: await stateOf(made.model, made) }));
  } else {
    const expected: { before: State; after: State } = JSON.parse(await readFile(`${path}.keras3.json`, "utf8"));
    const model = await loadModel(`${path}.keras3.keras`);
    await model.testOnBatch(dataOf(made.inputs), dataOf(made.targets));
    compare(`${name} as Keras saved it`, await stateOf(model, made), expected.before);
    await trainStep(model, made);
    compare(`${name} a step further`, await stateOf(model, made), expected.after);
  }
}
process.exitCode = failures > 0 ? 1 : 0;

async function trainStep(model: layers.Model, { inputs, targets }: Case): Promise<void> {
  await model.trainOnBatch(dataOf(inputs), dataOf(targets));
}

async function stateOf(model: layers.Model, { inputs }: Case): Promise<State> {
  const predicted = await model.predict(dataOf(inputs) as Tensor);
  return {
    predictions: (Array.isArray(predicted) ? predicted : [predicted]).map(numbersOf),
    weights: model.weights.map(numbersOf),
    optimizer: (model.optimizer?.variables ?? []).map(numbersOf),
  };
}

function dataOf(tensors: readonly Tensor[]): unknown {
  return tensors.length === 1 ? tensors[0] : [...tensors];
}

function numbersOf(tensor: Tensor): Numbers {
  return { shape: tensor.shape, values: Array.from(tensor.dataSync()) };
}

function compare(name: string, got: State, expected: State): void {
  for (const part of ["predictions", "weights", "optimizer"] as const) {
    const [ours, theirs] = [got[part], expected[part]];
    let worst = ours.length === theirs.length ? 0 : Number.POSITIVE_INFINITY;
    for (const [index, { values }] of ours.entries()) {
      const other = theirs[index]?.values ?? [];
      const size = Math.max(1e-3, ...values.map(Math.abs));
      if (values.length !== other.length) worst = Number.POSITIVE_INFINITY;
      values.forEach((value, at) => {
        worst = Math.max(worst, Math.abs(value - (other[at] ?? Number.NaN)) / size);
      });
    }
    const isGood = worst <= 1e-4;
    if (!isGood) failures++;
    console.log(`${isGood ? "good" : "BAD "} ${name}: ${part} differ by ${worst.toExponential(1)}`);
  }
}
