import { ModelFormatError } from "@sepconv/backend";
import { compileOptionsOf, type Model, modelFromConfig, withParameterBudget } from "@sepconv/layers";
import { readingPart } from "../format-error.js";
import type { WeightsFile } from "../hdf5/weights-file.js";
import { assignAll, assignRandom, checkRandom, optimizerPath, optimizerStateIn, weightsIn } from "./archive-state.js";
import { openArchive } from "./open-archive.js";

/**
 * A model from Keras' archive: `config.json`, `model.weights.h5` and, where it is, `metadata.json` in a zip. Names mean what they
 * mean in the version of Keras that the metadata says.
 *
 * A model of Keras 3 that was compiled is compiled again. The optimizer's state waits in the file's bytes until training code is
 * there, which a page that predicts never loads.
 *
 * @throws ModelFormatError
 * @see https://keras.io/guides/serialization_and_saving/
 */
export function readKerasArchive(where: string, bytes: Uint8Array, maxBytes: number, compiles: boolean): Model {
  const { config, weights, weightsBytes, metadata } = openArchive(where, bytes, maxBytes);
  // Each parameter must be in the weights file, so that a model larger than the file is a lie.
  const mostParameters = Math.floor(weightsBytes / Float32Array.BYTES_PER_ELEMENT);
  const model = readingPart(where, "the model", () =>
    withParameterBudget(mostParameters, () => modelFromConfig(config, { dialect: metadata.dialect })),
  );
  try {
    if (!model.built) throw new ModelFormatError({ where, problem: "the model was saved before it was built" });
    const values = weightsIn(where, weights, model);
    if (metadata.random) checkRandom(where, model, metadata.random);
    if (compiles && metadata.dialect === "keras3") compileAs(where, model, config, weights);
    assignAll(values);
    if (metadata.random) assignRandom(model, metadata.random);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return model;
}

function compileAs(where: string, model: Model, saved: unknown, file: WeightsFile): void {
  const config: unknown = Reflect.get(Object(saved), "compile_config");
  if (typeof config !== "object" || config === null || Object.keys(config).length === 0) return;
  model.compile(compileOptionsOf({ ...config }));
  if (file.names(optimizerPath).length === 0) return;
  model.restoreOptimizer = (optimizer) => assignAll(optimizerStateIn(where, file, optimizer, model));
}
