import { ModelFormatError } from "@sepconv/backend";
import { type Layer, Model, modelFromConfig, snakeCase, withParameterBudget } from "@sepconv/layers";
import { readingPart } from "../format-error.js";
import { WeightsFile } from "../hdf5/weights-file.js";
import { dialectOf } from "./metadata.js";
import { unzip } from "./unzip.js";

const configName = "config.json";
const metadataName = "metadata.json";
const weightsName = "model.weights.h5";

/** Text is parsed into something many times larger, so that it has bounds of its own. */
const wanted: ReadonlyMap<string, number> = new Map([
  [configName, 16 * 2 ** 20],
  [metadataName, 2 ** 16],
  [weightsName, Number.POSITIVE_INFINITY],
]);

/**
 * A model from Keras' archive: `config.json`, `model.weights.h5` and, where it is, `metadata.json` in a zip.
 *
 * Weights lie at `layers/<class in snake case>[_N]/vars/<i>`, where N counts layers of one class in the order of the
 * model, and i the layer's weights; nested models repeat the pattern. Names mean what they mean in the version of Keras that
 * the metadata says.
 *
 * @throws ModelFormatError
 * @see https://keras.io/guides/serialization_and_saving/
 */
export function readKerasArchive(where: string, bytes: Uint8Array, maxBytes: number): Model {
  const entries = unzip(where, bytes, wanted, maxBytes);
  const config = entries.get(configName);
  const weights = entries.get(weightsName);
  if (config === undefined) throw missing(where, configName);
  if (weights === undefined) throw missing(where, weightsName);
  const metadata = entries.get(metadataName);
  const dialect = metadata ? dialectOf(readingPart(where, metadataName, () => parseJson(metadata))) : "keras3";
  const json = readingPart(where, configName, () => parseJson(config));
  // Each parameter must be in the weights file, so that a model larger than the file is a lie.
  const mostParameters = Math.floor(weights.length / Float32Array.BYTES_PER_ELEMENT);
  const model = readingPart(where, "the model", () =>
    withParameterBudget(mostParameters, () => modelFromConfig(json, { dialect })),
  );
  try {
    if (!model.built) throw new ModelFormatError({ where, problem: "the model was saved before it was built" });
    assignWeights(model, "", new WeightsFile(where, weights));
  } catch (error) {
    model.dispose();
    throw error;
  }
  return model;
}

function assignWeights(model: Model, prefix: string, file: WeightsFile): void {
  const counts = new Map<string, number>();
  for (const layer of model.layers) {
    const base = snakeCase(layer.className);
    const count = counts.get(base) ?? 0;
    counts.set(base, count + 1);
    const path = `${prefix}layers/${count === 0 ? base : `${base}_${count}`}`;
    if (layer instanceof Model) assignWeights(layer, `${path}/`, file);
    else assignVariables(layer, `${path}/vars`, file);
  }
}

function assignVariables(layer: Layer, path: string, file: WeightsFile): void {
  layer.weights.forEach((weight, index) => {
    const dtype = weight.dtype === "float64" ? "float64" : "float32";
    weight.assign(file.floats(`${path}/${index}`, weight.shape, dtype));
  });
  const surplus = file.names(path).find((name) => Number(name) >= layer.weights.length);
  if (surplus === undefined) return;
  throw new ModelFormatError({
    where: `loadModel: layer "${layer.name}"`,
    problem: "the file has more weights than the layer",
    expected: `${layer.weights.length} weights`,
    got: `${path}/${surplus}`,
  });
}

function parseJson(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
}

function missing(where: string, name: string): ModelFormatError {
  return new ModelFormatError({
    where,
    problem: `the archive has no ${name}`,
    expected: `${configName} and ${weightsName}, as Keras 3 writes them`,
  });
}
