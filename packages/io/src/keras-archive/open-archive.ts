import { ModelFormatError } from "@sepconv/backend";
import { readingPart } from "../format-error.js";
import { WeightsFile } from "../hdf5/weights-file.js";
import { configName, metadataName, notePath, weightsName } from "./archive-names.js";
import { type Metadata, readMetadata } from "./metadata.js";
import { unzip } from "./unzip.js";

/** What is in an archive of Keras'. */
export interface Archive {
  readonly config: unknown;
  readonly weights: WeightsFile;
  /** The size of the weights file. */
  readonly weightsBytes: number;
  readonly metadata: Metadata;
}

/** Text is parsed into something many times larger, so that it has bounds of its own. */
const wanted: ReadonlyMap<string, number> = new Map([
  [configName, 16 * 2 ** 20],
  [metadataName, 16 * 2 ** 20],
  [weightsName, Number.POSITIVE_INFINITY],
]);

/** Unpacks an archive. @throws ModelFormatError where a part is missing or damaged. */
export function openArchive(where: string, bytes: Uint8Array, maxBytes: number): Archive {
  const entries = unzip(where, bytes, wanted, maxBytes);
  const config = entries.get(configName);
  const weights = entries.get(weightsName);
  if (config === undefined) throw missing(where, configName);
  if (weights === undefined) throw missing(where, weightsName);
  const textOf = (entry: Uint8Array): string => new TextDecoder("utf-8", { fatal: true }).decode(entry);
  const json = readingPart(where, configName, () => JSON.parse(textOf(config)) as unknown);
  const file = new WeightsFile(where, weights);
  const metadata = entries.get(metadataName);
  return {
    config: json,
    weights: file,
    weightsBytes: weights.length,
    metadata: readingPart(where, metadataName, () =>
      readMetadata(where, metadata ? textOf(metadata) : "{}", (index) => file.list(`${notePath}/${index}`)),
    ),
  };
}

function missing(where: string, name: string): ModelFormatError {
  return new ModelFormatError({
    where,
    problem: `the archive has no ${name}`,
    expected: `${configName} and ${weightsName}, as Keras 3 writes them`,
  });
}
