import { AbortedError, type Device, useBackend } from "@sepconv/core";
import type { Model, TrainingProgress } from "@sepconv/layers";
import { confusionOf, makeNet, type Recipe, recipes, type TrainingData, trainNet } from "@sepconv/train";
import { errorText } from "../data/error-text.js";
import { fetchFile } from "../data/tensor-file.js";
import type { TrainingBackend, TrainingReport, TrainingRequest, TrainingStand } from "./messages.js";

/** What the manifest of a net says that the page shows. */
interface Manifest {
  readonly classNames: readonly string[];
  readonly testAccuracy: number;
}

/** The page hears of updates at most this often, in milliseconds. */
const patience = 100;

const stopping = new AbortController();

const openers: Readonly<Record<TrainingBackend, () => Promise<Device>>> = {
  cpu: async () => useBackend((await import("@sepconv/backend-cpu")).createCpuBackend()),
  wasm: async () => useBackend((await import("@sepconv/backend-wasm")).createWasmBackend()),
};

addEventListener("message", ({ data }: MessageEvent<TrainingRequest>) => {
  if (data.kind === "stop") stopping.abort();
  else void run(data);
});

async function run({ choice, folder }: TrainingRequest & { readonly kind: "train" }): Promise<void> {
  try {
    const recipe = recipes[choice.net];
    const read = async (name: string) => await fetchFile(`${folder}/${choice.net}/${name}`);
    const [data, manifest] = await Promise.all([
      recipe.read(async (name) => await (await read(name)).arrayBuffer()),
      read("manifest.json").then((response) => response.json() as Promise<Manifest>),
      openers[choice.backend](),
    ]);
    const net = makeNet(recipe, data, choice.seed);
    const { classNames, testAccuracy: kerasAccuracy } = manifest;
    tell({
      kind: "started",
      facts: { classNames, kerasAccuracy, epochs: recipe.epochs, parameters: net.countParams() },
    });
    const start = performance.now();
    const stopped = await train(net, recipe, data);
    const milliseconds = performance.now() - start;
    const confusion = await confusionOf(net, data.test);
    const weights = await Promise.all(net.weights.map(async (weight) => Float32Array.from(await weight.data())));
    tell({ kind: "done", outcome: { stopped, confusion, weights, milliseconds } });
  } catch (error) {
    tell({ kind: "failed", reason: errorText(error) });
  }
}

/** Trains until the last epoch, or until the page stops it. @returns whether it was stopped. */
async function train(net: Model, recipe: Recipe, data: TrainingData): Promise<boolean> {
  const start = performance.now();
  let told = start;
  try {
    await trainNet(net, recipe, data, {
      testEachEpoch: true,
      signal: stopping.signal,
      onEpoch: (result) => tell({ kind: "epoch", result }),
      onProgress: (progress) => {
        const now = performance.now();
        if (now - told < patience) return;
        told = now;
        tell({ kind: "stand", stand: standOf(progress, now - start) });
      },
    });
    return false;
  } catch (error) {
    if (error instanceof AbortedError) return true;
    throw error;
  }
}

function standOf({ epoch, batch, batches, logs, remaining }: TrainingProgress, milliseconds: number): TrainingStand {
  const perEpoch = batches ?? batch;
  return {
    epochs: epoch + batch / perEpoch,
    loss: logs["loss"] ?? Number.NaN,
    accuracy: logs["accuracy"] ?? Number.NaN,
    updatesPerSecond: (1000 * (epoch * perEpoch + batch)) / milliseconds,
    remaining: remaining ?? Number.NaN,
  };
}

function tell(report: TrainingReport): void {
  postMessage(report);
}
