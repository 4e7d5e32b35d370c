import { AbortedError, ArgumentError } from "@sepconv/backend";
import { reshapeTo, type Tensor, type Variable } from "@sepconv/core";
import { type AbortSignalLike, type Config, compileConfig, type Model } from "@sepconv/layers";
import { strToU8, zipSync } from "fflate";
import { type WeightsGroup, writeWeights } from "../hdf5/write-weights.js";
import { configName, metadataName, weightsName } from "./archive-names.js";
import { writeMetadata } from "./metadata.js";
import { saveables } from "./saveables.js";

/** How an archive or a weights file is written. */
export interface WriteOptions {
  /** Whether the weights file alone is wanted, without the optimizer. */
  readonly weightsOnly?: boolean;
  /** JSON for the metadata. */
  readonly note?: unknown;
  readonly signal?: AbortSignalLike | undefined;
}

/**
 * A model as Keras' archive: metadata, configuration with what it was compiled with, weights, and the optimizer's state. All
 * values are of one moment, so that training may go on while they are read.
 *
 * @throws ArgumentError where the model is not built. @throws AbortedError when the signal fires.
 */
export async function writeKerasArchive(where: string, model: Model, options: WriteOptions): Promise<Uint8Array> {
  if (!model.built) {
    const remedy = "Call build() with an input shape, or apply() first.";
    throw new ArgumentError({ where, problem: "the model is not built", remedy });
  }
  const { weightsOnly = false, note, signal } = options;
  const { compiled } = model;
  const trainer = compiled && !weightsOnly ? await model.trainer(where) : null;
  const compile = trainer && compiled ? { compile_config: compileConfig(trainer, compiled) } : {};
  const config = kerasJson({ ...model.toConfig(), ...compile });
  const metadata = writeMetadata(
    model.randomSources.map(({ state }) => state),
    note,
    new Date(),
  );
  const parts = saveables(model).map(({ path, layer, variables }) => snapshot(path, layer.name, variables));
  if (trainer) parts.push(snapshot("optimizer/", trainer.optimizer.name, trainer.optimizer.variables));
  const groups = [...(await read(where, parts, signal))];
  if (metadata.arrays.length > 0) {
    const arrays = metadata.arrays.map((elements) => ({ elements, shape: [elements.length] }));
    groups.push({ path: "sepconv/", name: null, arrays });
  }
  const weights = await writeWeights(where, groups);
  if (weightsOnly) return weights;
  return zipSync(
    { [metadataName]: strToU8(metadata.text), [configName]: strToU8(config), [weightsName]: weights },
    { level: 0 },
  );
}

/** What Keras refuses where it is no `float`, as JSON's 1 is for Python. */
const floatKeys = /"(learning_rate|momentum|beta|threshold)":(-?\d+)(?=[,}])/g;

/** A configuration as Python writes it. Inside of texts quotes are escaped, so that no text is taken for a key. */
function kerasJson(config: Config): string {
  return JSON.stringify(config).replace(floatKeys, '"$1":$2.0');
}

interface Snapshot {
  readonly path: string;
  readonly name: string;
  readonly tensors: readonly Tensor[];
}

/** Values that stay as they are when the variables change. */
function snapshot(path: string, name: string, variables: readonly Variable[]): Snapshot {
  return { path, name, tensors: variables.map((variable) => reshapeTo(variable, variable.shape)) };
}

async function read(
  where: string,
  parts: readonly Snapshot[],
  signal: AbortSignalLike | undefined,
): Promise<readonly WeightsGroup[]> {
  try {
    const groups: WeightsGroup[] = [];
    for (const { path, name, tensors } of parts) {
      const arrays: WeightsGroup["arrays"][number][] = [];
      for (const tensor of tensors) {
        if (signal?.aborted) throw new AbortedError({ where, problem: "aborted before the model was written" });
        arrays.push({ shape: tensor.shape, elements: await tensor.data() });
      }
      groups.push({ path, name, arrays });
    }
    return groups;
  } finally {
    for (const { tensors } of parts) for (const tensor of tensors) tensor.dispose();
  }
}
