import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createCpuBackend } from "@sepconv/backend-cpu";
import { RandomSource, type Tensor, tensor, useBackend } from "@sepconv/core";
import * as layers from "@sepconv/layers";
import { strFromU8, unzipSync } from "fflate";
import { File, type Group } from "jsfive";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadModel, saveModel } from "../src/index.js";
import { original } from "./motion-archive.js";

const folder = mkdtempSync(join(tmpdir(), "saved-"));
beforeAll(async () => {
  await useBackend(createCpuBackend());
  // Loads the writer, which takes its time when it is not built.
  await saveModel(new layers.Sequential([new layers.Dense({ units: 1, inputShape: [1] })]));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const x = tensor(Float32Array.from(new RandomSource(1).uniform(6 * 30, -1, 1)), [6, 10, 3]);
const y = tensor([0, 1, 0, 1, 1, 0]);

/** A model of everything that has a place of its own in files, trained for two steps. */
async function trained(): Promise<layers.Model> {
  const signal = layers.input({ shape: [10, 3], name: "signal" });
  const shared = new layers.SeparableConv1D({ filters: 4, kernelSize: 3, name: "shared" });
  const inner = new layers.Sequential(
    [new layers.InputLayer({ shape: [8, 4] }), new layers.BatchNormalization(), new layers.Dropout({ rate: 0.5 })],
    { name: "inner" },
  );
  const steps = new layers.TimeDistributed({ layer: new layers.Dense({ units: 2 }) });
  const parts = new layers.Concatenate().apply([inner.apply(shared.apply(signal)), shared.apply(signal)]);
  const pooled = new layers.GlobalMaxPooling1D().apply(steps.apply(parts));
  const model = layers.model({ inputs: signal, outputs: new layers.Dense({ units: 2, name: "scores" }).apply(pooled) });
  model.compile({
    optimizer: new layers.optimizers.Adam({ learningRate: 1, useEma: true, amsgrad: true }),
    loss: layers.losses.sparseCategoricalCrossentropy({ fromLogits: true }),
    metrics: ["accuracy", "sparseCategoricalAccuracy"],
  });
  await model.trainOnBatch(x, y);
  await model.trainOnBatch(x, y);
  return model;
}

async function stateOf(model: layers.Model): Promise<unknown> {
  const elements = async (all: readonly Tensor[]) =>
    await Promise.all(all.map(async (each) => [each.shape, await each.data()]));
  return {
    weights: await elements(model.weights),
    optimizer: await elements(model.optimizer?.variables ?? []),
    random: model.randomSources.map(({ state }) => state),
  };
}

describe("saveModel", () => {
  it("writes what loadModel reads: bits, the optimizer's state, where random streams stand, what training goes by", async () => {
    const model = await trained();
    const bytes = await saveModel(model);
    const saved = await stateOf(model);
    const logs = await model.trainOnBatch(x, y);
    const copy = await loadModel(bytes);
    expect(copy.optimizer).toBe(null);
    await copy.testOnBatch(x, y);
    expect(await stateOf(copy)).toEqual(saved);
    expect(await copy.trainOnBatch(x, y)).toEqual(logs);
    expect(await stateOf(copy)).toEqual(await stateOf(model));
    expect(Object.keys(logs)).toEqual(["accuracy", "loss", "sparseCategoricalAccuracy"]);
    // Saved again before it was trained: nothing is lost.
    const again = await loadModel(await saveModel(await loadModel(bytes)));
    await again.testOnBatch(x, y);
    expect(await stateOf(again)).toEqual(saved);
    expect((await loadModel(bytes, { compile: false })).compiled).toBe(null);
  });

  it("writes what Keras has written: the same entries, configuration, groups, names, types and bits", async () => {
    const model = await loadModel(original);
    const [ours, theirs] = [unzipSync(await saveModel(model)), unzipSync(original)];
    expect(Object.keys(ours)).toEqual(Object.keys(theirs));
    // Python's addresses of objects that several layers have in common.
    const kept = (key: string, value: unknown) => (key === "shared_object_id" ? undefined : value);
    const json = (files: typeof ours, name: string) => JSON.parse(strFromU8(files[name] ?? new Uint8Array()), kept);
    expect(json(ours, "config.json")).toEqual(json(theirs, "config.json"));
    expect(json(ours, "metadata.json")).toMatchObject({
      keras_version: "3.15.1",
      date_saved: expect.stringMatching(/^\d{4}-\d\d-\d\d@\d\d:\d\d:\d\d$/),
    });
    expect(contentOf(ours["model.weights.h5"])).toEqual(contentOf(theirs["model.weights.h5"]));
  });

  it("writes a model that is not compiled", async () => {
    const model = new layers.Sequential([new layers.Dense({ units: 1, inputShape: [2], useBias: false })]);
    model.setWeights([[[1], [2]]]);
    const copy = await loadModel(await saveModel(model));
    expect(copy.compiled).toBe(null);
    expect([...(copy.weights[0]?.dataSync() ?? [])]).toEqual([1, 2]);
  });

  it("writes to paths, file: URLs, file handles and streams", async () => {
    const model = await trained();
    const paths = [join(folder, "a.keras"), pathToFileURL(join(folder, "b c.keras"))];
    for (const path of [...paths, pathToFileURL(join(folder, "d.keras")).href]) {
      const bytes = await saveModel(model, path, { format: "keras" });
      expect(
        new Uint8Array(readFileSync(typeof path === "string" && path.startsWith("file:") ? new URL(path) : path)),
      ).toEqual(bytes);
    }
    expect(readdirSync(folder).sort()).toEqual(["a.keras", "b c.keras", "d.keras"]);
    const pieces: Uint8Array[] = [];
    const stream = () => new WritableStream<Uint8Array>({ write: (piece) => void pieces.push(piece) });
    const bytes = await saveModel(model, stream());
    await saveModel(model, { createWritable: async () => stream() });
    expect(pieces.map(({ length }) => length)).toEqual([bytes.length, bytes.length]);
  });

  it("refuses by name", async () => {
    const model = await trained();
    const failing = new WritableStream({
      write: () => Promise.reject(new DOMException("no room", "QuotaExceededError")),
    });
    const cases: readonly [() => Promise<unknown>, string | RegExp][] = [
      [
        () => saveModel(model, null, { format: "h5" }),
        'saveModel: the format "h5" cannot be written yet; expected "keras".',
      ],
      [
        () => saveModel(model, null, { format: "onnx" as "h5" }),
        'saveModel: format is unknown; expected "keras", "h5", "tfjs", "safetensors", got "onnx".',
      ],
      [
        () => saveModel(7 as unknown as layers.Model),
        "saveModel: this is no model; expected a model of @sepconv/layers, got 7.",
      ],
      [
        () => saveModel(model, 7 as unknown as null),
        "saveModel: this is no place for a model; expected in Node a path or a file: URL, a file handle, a writable stream, or null for the bytes alone, got 7.",
      ],
      [
        () => saveModel(new layers.Sequential([new layers.Dense({ units: 1 })])),
        "saveModel: the model is not built. Call build() with an input shape, or apply() first.",
      ],
      [
        () => saveModel(model, null, { signal: AbortSignal.abort() }),
        "saveModel: aborted before the model was written.",
      ],
      [
        () => saveModel(model, join(folder, "none", "a.keras")),
        /^saveModel: the file \S+\/none\/a\.keras cannot be written: ENOENT: .*\. Make the directory first\.$/,
      ],
      [() => saveModel(model, failing), "saveModel: the model cannot be written: no room."],
    ];
    for (const [save, message] of cases) await expect(save()).rejects.toThrow(message);
  });
});

/** What is in a weights file, by path. */
function contentOf(bytes: Uint8Array | undefined): unknown {
  const content: Record<string, unknown> = {};
  const visit = (group: Group, path: string): void => {
    for (const key of group.keys) {
      const child = group.get(key);
      const at = `${path}${key}`;
      if (child && "value" in child) content[at] = [child.dtype, child.shape, Array.from(child.value), child.attrs];
      else if (child) {
        content[at] = child.attrs;
        visit(child, `${at}/`);
      }
    }
  };
  visit(new File(bytes?.slice().buffer ?? new ArrayBuffer()), "");
  return content;
}
