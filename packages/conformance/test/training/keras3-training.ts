import { type Device, type Tensor, tensor } from "@sepconv/core";
import * as layers from "@sepconv/layers";
import { afterAll, beforeAll, describe, it } from "vitest";
import { readVectors, type Vector, type VectorCase } from "../../src/golden/read-vectors.js";
import { readFromDisk } from "../golden/read-from-disk.js";
import { expectListedOutcomes } from "../listed-outcomes.js";
import type { Outcome } from "../outcomes.js";
import { differenceOf } from "./v2-training.js";

type Json = Readonly<Record<string, unknown>>;

interface Fields {
  readonly model: Json;
  readonly optimizer: Json;
  readonly compile: Json;
  readonly fit: {
    readonly epochs: number;
    readonly batch_size: number;
    readonly class_weight?: Readonly<Record<number, number>>;
    readonly validation_split?: number;
  };
  readonly steps: readonly Readonly<Record<string, number>>[];
  readonly history: Readonly<Record<string, readonly number[]>>;
  readonly evaluate: Readonly<Record<string, number>>;
}

const tolerance = 1e-4;

const noise =
  "a bias in front of batch normalization has a gradient of rounding noise, which Adam makes as large as any";
/** Everything but that bias, its moving mean and what follows from it is equal within 1e-6. */
const differences: Readonly<Record<string, string>> = {
  "sequential-batchnorm-adam-01": noise,
  "functional-residual-adamw-02": noise,
  "embedding-class-weight-05":
    "an embedding's gradient is one tensor, as on Keras' other backends: TensorFlow squares its rows before it adds those of one index",
};

/** Describes the tests that train Keras 3's models through `fit`. */
export function describeKeras3Training(name: string, open: () => Promise<Device>): void {
  describe(`fit of Keras 3 on ${name}`, () => {
    let device: Device | undefined;
    beforeAll(async () => {
      device = await open();
    });
    afterAll(() => device?.dispose());

    it("gives the same logs, weights and predictions", { timeout: 120_000 }, async () => {
      const { json, data } = await readFromDisk("keras3/training");
      const outcomes: Outcome[] = [];
      for (const each of readVectors("keras3/training", json, data)) {
        const missing = missingClass((each.fields as unknown as Fields).model);
        const difference = differences[each.id];
        outcomes.push({
          id: each.id,
          problem: missing ? undefined : await problemOf(each),
          pending: missing,
          difference,
        });
      }
      await expectListedOutcomes("keras3/training", outcomes, 12);
    });
  });
}

async function problemOf({ fields, tensors }: VectorCase): Promise<string | undefined> {
  // The fields are what the README of the vectors says.
  const { model: json, optimizer, compile, fit, steps, history, evaluate } = fields as unknown as Fields;
  const model = layers.modelFromConfig(json);
  model.setWeights(numbered(tensors, "weight_").map(placed));
  model.compile({
    optimizer: layers.optimizers.get(optimizer),
    loss: identifierOf(compile["loss"]) as string,
    metrics: identifiersOf(compile["metrics"]) as string[],
    weightedMetrics: identifiersOf(compile["weighted_metrics"]) as string[],
    lossWeights: (compile["loss_weights"] ?? null) as null,
  });
  const x = inForm(tensors, "x", model.inputNames);
  const y = inForm(tensors, "y", model.outputNames);
  const batches: Readonly<Record<string, number>>[] = [];
  const { validation_x: vx, validation_y: vy, sample_weight: weights } = tensors;
  const done = await model.fit(x, y, {
    epochs: fit.epochs,
    batchSize: fit.batch_size,
    shuffle: false,
    ...(fit.class_weight && { classWeight: fit.class_weight }),
    ...(fit.validation_split && { validationSplit: fit.validation_split }),
    ...(vx && vy && { validationData: [placed(vx), placed(vy)] }),
    ...(weights && { sampleWeight: placed(weights) }),
    callbacks: [{ onTrainBatchEnd: (_, logs) => void batches.push(logs) }],
  });
  const tested = await model.evaluate(x, y, { batchSize: fit.batch_size });
  const first = numbered(tensors, "predicted_after");
  const predicted = Object.values(await model.predict(x as Tensor));
  const after = tensors["predicted_after"] ? [tensors["predicted_after"]] : first;
  const outputs = after.length === 1 ? [await model.predict(x as Tensor)] : predicted;
  return (
    logsProblem("steps", batches, steps) ??
    logsProblem("history", [done.history], [history]) ??
    logsProblem("evaluate", [tested], [evaluate]) ??
    numbered(tensors, "final_")
      .map((want, index) => {
        const weight = model.weights[index];
        return weight ? differenceOf(weight.name, weight, want, tolerance) : "a weight is missing";
      })
      .find((problem) => problem !== undefined) ??
    after
      .map((want, index) => differenceOf(`prediction ${index}`, outputs[index] as Tensor, want, tolerance))
      .find((problem) => problem !== undefined)
  );
}

/** `["Adam", { … }]` is a constructed object. */
function identifierOf(value: unknown): unknown {
  if (Array.isArray(value) && typeof value[0] === "string" && typeof value[1] === "object") {
    return { class_name: value[0], config: value[1] };
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, identifierOf(item)]));
  }
  return value;
}

function identifiersOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(identifierOf);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, identifiersOf(item)]));
  }
  return null;
}

function numbered(tensors: VectorCase["tensors"], prefix: string): readonly Vector[] {
  const found: Vector[] = [];
  for (let index = 0; ; index++) {
    const vector = tensors[`${prefix}${index}`];
    if (!vector) return found;
    found.push(vector);
  }
}

/** Alone, or by the names of inputs or outputs. */
function inForm(tensors: VectorCase["tensors"], name: string, names: readonly string[]): unknown {
  const only = tensors[name];
  if (only) return placed(only);
  return Object.fromEntries(numbered(tensors, name).map((vector, index) => [names[index], placed(vector)]));
}

function placed({ dtype, shape, values }: Vector): Tensor {
  return tensor(values, shape, dtype);
}

function logsProblem(
  what: string,
  got: readonly Readonly<Record<string, unknown>>[],
  want: readonly Readonly<Record<string, unknown>>[],
): string | undefined {
  for (const [index, wanted] of want.entries()) {
    const ours = got[index] ?? {};
    if (Object.keys(ours).join() !== Object.keys(wanted).join()) {
      return `${what} ${index} has ${Object.keys(ours)}; expected ${Object.keys(wanted)}`;
    }
    for (const [name, theirs] of Object.entries(wanted)) {
      const pairs = [theirs].flat().map((value, at) => [[ours[name]].flat()[at], value] as const);
      const wrong = pairs.find(
        ([a, b]) => !(Math.abs(Number(a) - Number(b)) <= tolerance * Math.max(1, Math.abs(Number(b)))),
      );
      if (wrong) return `${what} ${index}: ${name} is ${wrong[0]}; expected ${wrong[1]}`;
    }
  }
  return got.length === want.length ? undefined : `${what} has ${got.length} entries; expected ${want.length}`;
}

function missingClass(json: unknown): string | undefined {
  if (Array.isArray(json)) return json.map(missingClass).find((name) => name !== undefined);
  if (typeof json !== "object" || json === null) return undefined;
  const { class_name, module } = json as Json;
  const isLayer = typeof module === "string" && /^keras(\.layers|\.src\.models.*)?$/.test(module);
  const missing = isLayer && typeof class_name === "string" && class_name !== "DTypePolicy" && !(class_name in layers);
  return missing
    ? class_name
    : Object.values(json)
        .map(missingClass)
        .find((name) => name !== undefined);
}
