// node main.js <folder of the models> [options]

import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { createCpuBackend } from "@sepconv/backend-cpu";
import { createWasmBackend } from "@sepconv/backend-wasm";
import { useBackend } from "@sepconv/core";
import { confusionOf } from "../confusion.js";
import { readFromDisk } from "../read-from-disk.js";
import { type NetName, recipes } from "../recipes.js";
import { makeNet, trainNet } from "../train-net.js";
import { LiveLine } from "./live-line.js";
import { type BackendName, type Options, readOptions, usage } from "./options.js";
import { header, rowOf, type TrainedNet, verdictOf } from "./table.js";

const [, , models = "", ...words] = process.argv;
const line = new LiveLine();

if (words.includes("--help")) console.log(usage);
else await run(words);

async function run(words: readonly string[]): Promise<void> {
  let options: Options;
  try {
    options = readOptions(words);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
    return;
  }
  console.log(`Node ${process.version}, ${availableParallelism()} processors\n\n${header(options.seeds)}`);
  for (const net of options.nets) {
    for (const backend of options.backends) {
      const trained = await train(net, backend, options.seeds);
      line.clear();
      console.log(rowOf(trained));
      if (!verdictOf(trained).passes) process.exitCode = 1;
    }
  }
}

/** Trains a net from each seed on a device of its own. */
async function train(net: NetName, backend: BackendName, seeds: readonly number[]): Promise<TrainedNet> {
  const read = readFromDisk(`${models}/${net}`);
  const recipe = recipes[net];
  const data = await recipe.read(read);
  const manifest = JSON.parse(await readFile(`${models}/${net}/manifest.json`, "utf8")) as { testAccuracy: number };
  const device = await (backend === "cpu" ? useBackend(createCpuBackend()) : useBackend(createWasmBackend()));
  const accuracies: number[] = [];
  let milliseconds = 0;
  for (const seed of seeds) {
    const model = makeNet(recipe, data, seed);
    const start = performance.now();
    await trainNet(model, recipe, data, {
      onEpoch: ({ epoch, loss, accuracy }) =>
        line.show(
          `${net} on ${backend}, seed ${seed}: epoch ${epoch} of ${recipe.epochs}, loss ${loss.toFixed(4)}, accuracy ` +
            `${(100 * accuracy).toFixed(1)} %, ${Math.round((performance.now() - start) / 1000)} s`,
        ),
    });
    milliseconds += performance.now() - start;
    accuracies.push((await confusionOf(model, data.test)).accuracy);
    model.dispose();
  }
  await device.dispose();
  return { net, backend, accuracies, expected: manifest.testAccuracy, seconds: milliseconds / 1000 / seeds.length };
}
