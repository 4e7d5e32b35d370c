import { readingPart } from "../format-error.js";
import { configName, metadataName, weightsName } from "./archive-names.js";
import { type Metadata, readMetadata } from "./metadata.js";
import { unzip } from "./unzip.js";

/** What is in an archive of Keras'; undefined what is not. */
export interface Archive {
  readonly config: string | undefined;
  readonly weights: Uint8Array | undefined;
  readonly metadata: Metadata;
}

/** Text is parsed into something many times larger, so that it has bounds of its own. */
const wanted: ReadonlyMap<string, number> = new Map([
  [configName, 16 * 2 ** 20],
  [metadataName, 16 * 2 ** 20],
  [weightsName, Number.POSITIVE_INFINITY],
]);

/** Unpacks an archive. @throws ModelFormatError */
export function openArchive(where: string, bytes: Uint8Array, maxBytes: number): Archive {
  const entries = unzip(where, bytes, wanted, maxBytes);
  const textOf = (name: string): string | undefined => {
    const entry = entries.get(name);
    return entry && readingPart(where, name, () => new TextDecoder("utf-8", { fatal: true }).decode(entry));
  };
  const text = textOf(metadataName) ?? "{}";
  return {
    config: textOf(configName),
    weights: entries.get(weightsName),
    metadata: readingPart(where, metadataName, () => readMetadata(where, text)),
  };
}
