import { type Device, type Tensor, tensor, type Variable } from "@sepconv/core";
import * as layers from "@sepconv/layers";
import { afterAll, beforeAll, describe, it } from "vitest";
import { readVectors, type Vector, type VectorCase } from "../../src/golden/read-vectors.js";
import { readFromDisk } from "../golden/read-from-disk.js";
import { expectListedOutcomes } from "../listed-outcomes.js";
import type { Outcome } from "../outcomes.js";

interface LayerEntry {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly name: string;
  readonly inputs?: readonly string[];
}

interface Fields {
  readonly input_shape: readonly number[];
  readonly layers: readonly LayerEntry[];
  readonly optimizer: Readonly<Record<string, unknown>>;
  readonly loss: Readonly<Record<string, unknown>>;
  readonly batch_size: number;
  readonly steps: number;
  readonly losses: readonly number[];
  readonly drift: { readonly losses: number; readonly weights: number };
}

/** Describes the tests that train TensorFlow 2.15's small models step by step. */
export function describeV2Training(name: string, open: () => Promise<Device>): void {
  describe(`train_on_batch of TensorFlow 2.15 on ${name}`, () => {
    let device: Device | undefined;
    beforeAll(async () => {
      device = await open();
    });
    afterAll(() => device?.dispose());

    it("gives the same losses, weights and predictions", { timeout: 120_000 }, async () => {
      const { json, data } = await readFromDisk("tf215/v2-training");
      const outcomes: Outcome[] = [];
      for (const each of readVectors("tf215/v2-training", json, data)) {
        // Keras 2's averages begin at the weights before the first step.
        const averages = JSON.stringify(each.fields["optimizer"]).includes("use_ema");
        const difference = averages ? "averages of weights begin after the first step, as in Keras 3" : undefined;
        outcomes.push({ id: each.id, problem: await problemOf(each), difference });
      }
      await expectListedOutcomes("tf215/v2-training", outcomes, 59);
    });
  });
}

async function problemOf({ fields, tensors }: VectorCase): Promise<string | undefined> {
  // The fields are what the README of the vectors says.
  const { optimizer, loss, batch_size: size, steps, losses, drift, ...description } = fields as unknown as Fields;
  const model = modelOf(description);
  for (const layer of model.layers) setWeights(layer, "initial", tensors);
  model.compile({ optimizer: layers.optimizers.get(optimizer, { dialect: "keras2" }), loss: layers.losses.get(loss) });
  const { x, y, prediction } = tensors;
  if (!x || !y || !prediction) return "a tensor is missing";
  const rows = x.shape[0] ?? 1;
  const allowed = (differ: number): number => Math.max(50 * differ, 1e-5);
  for (let step = 0; step < steps; step++) {
    const places = Array.from({ length: size }, (_, index) => (step * size + index) % rows);
    const got = await model.trainOnBatch(rowsOf(x, places), rowsOf(y, places));
    const [ours = Number.NaN, theirs = Number.NaN] = [got["loss"], losses[step]];
    if (!(Math.abs(ours - theirs) <= allowed(drift.losses) * Math.max(1, Math.abs(theirs)))) {
      return `loss ${step} is ${ours}; expected ${theirs}`;
    }
  }
  for (const layer of model.layers) {
    for (const weight of layer.weights) {
      const wanted = vectorOf(tensors, "final", layer, weight);
      const problem = differenceOf(weight.name, weight, wanted, allowed(drift.weights));
      if (problem) return problem;
    }
  }
  const predicted = await model.predict(tensor(x.values, x.shape, x.dtype));
  const problem = differenceOf("prediction", predicted, prediction, allowed(drift.weights));
  model.dispose();
  return problem;
}

/** A chain, in which a layer may name its inputs. */
function modelOf({ input_shape, layers: entries }: Pick<Fields, "input_shape" | "layers">): layers.Functional {
  const input = layers.input({ shape: [...input_shape], name: "x" });
  const known = new Map<string, layers.SymbolicTensor>();
  let latest = input;
  for (const { class_name, config, name, inputs } of entries) {
    const layer = layers.deserialize({ class_name, config: { ...config, name } }, { dialect: "keras2" });
    const named = inputs?.map((each) => known.get(each) ?? input);
    const [only] = named ?? [];
    const given = named === undefined ? latest : named.length === 1 && only ? only : named;
    latest = layer.apply(given as layers.SymbolicTensor);
    known.set(name, latest);
  }
  return layers.model({ inputs: input, outputs: latest });
}

function setWeights(layer: layers.Layer, prefix: string, tensors: VectorCase["tensors"]): void {
  for (const weight of layer.weights) {
    const { values, shape, dtype } = vectorOf(tensors, prefix, layer, weight);
    weight.assign(tensor(values, shape, dtype));
  }
}

function vectorOf(tensors: VectorCase["tensors"], prefix: string, layer: layers.Layer, weight: Variable): Vector {
  // Keras 3 has another name for the one weight.
  const name = layer.className === "DepthwiseConv1D" ? weight.name.replace(/kernel$/, "depthwise_kernel") : weight.name;
  const vector = tensors[`${prefix}/${name}`];
  if (vector) return vector;
  throw new Error(`${prefix}/${name} is missing`);
}

function rowsOf({ values, shape, dtype }: Vector, places: readonly number[]): Tensor {
  const perRow = values.length / (shape[0] ?? 1);
  const rows = values.slice(0, places.length * perRow);
  for (const [index, place] of places.entries()) {
    rows.set(values.subarray(place * perRow, (place + 1) * perRow), index * perRow);
  }
  return tensor(rows, [places.length, ...shape.slice(1)], dtype);
}

export function differenceOf(what: string, got: Tensor, want: Vector, allowed: number): string | undefined {
  const values = got.dataSync();
  const largest = Math.max(1, ...Array.from(want.values, Math.abs));
  const index = want.values.findIndex(
    (each, at) => !(Math.abs((values[at] ?? Number.NaN) - each) <= allowed * largest),
  );
  return index < 0 ? undefined : `${what}[${index}] is ${values[index]}; expected ${want.values[index]}`;
}
