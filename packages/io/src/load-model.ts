import { ModelFormatError } from "@sepconv/backend";
import { boolean, checkOptions, wholeNumber } from "@sepconv/core";
import type { AbortSignalLike, Model } from "@sepconv/layers";
import type { LoadProgress } from "./gather-bytes.js";
import { type ModelSource, readSource } from "./read-source.js";

export interface LoadModelOptions {
  /** The most bytes that a file may have, and unpack to. Default: 512 MiB. */
  readonly maxBytes?: number;
  /** Whether a model that was compiled is compiled again, and goes on with its optimizer's state. Default: true. */
  readonly compile?: boolean;
  /** Ends reading with an `AbortedError`. */
  readonly signal?: AbortSignalLike;
  /** Called as bytes of a URL or a path arrive. */
  readonly onProgress?: (progress: LoadProgress) => void;
}

const defaultMaxBytes = 512 * 2 ** 20;

/**
 * A model with its weights from a file, whose kind is detected from its content: today Keras' `.keras` archive. The
 * readers are loaded when such a file is opened. Files are not trusted: sizes are bounded, and nothing in them runs.
 *
 * @param source bytes, a `Blob` or `File`, a URL, or in Node a path.
 * @throws ModelFormatError naming what is wrong with the file, or what it needs that sepconv does not have.
 * @throws ArgumentError for an unknown option. @throws AbortedError when the signal fires.
 */
export async function loadModel(source: ModelSource, options: LoadModelOptions = {}): Promise<Model> {
  const where = "loadModel";
  checkOptions(where, options, ["maxBytes", "compile", "signal", "onProgress"]);
  const compiles = boolean(where, "compile", options.compile ?? true);
  const maxBytes = wholeNumber(where, "maxBytes", options.maxBytes ?? defaultMaxBytes);
  const { signal, onProgress } = options;
  const bytes = await readSource(where, source, { maxBytes, signal, onProgress });
  const kind = kindOf(bytes);
  if (kind === "zip") {
    const { readKerasArchive } = await import("./keras-archive/read-keras-archive.js");
    return readKerasArchive(where, bytes, maxBytes, compiles);
  }
  throw new ModelFormatError({
    where,
    problem: `${kindNames[kind]} cannot be read`,
    expected: "a .keras archive, as Keras 3 writes it",
    got: `${bytes.length} bytes that begin with ${[...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ")}`,
  });
}

const kindNames = {
  hdf5: "an HDF5 file without its archive",
  json: "JSON without weights",
  unknown: "this file",
} as const;

function kindOf(bytes: Uint8Array): keyof typeof kindNames | "zip" {
  const starts = (...signature: number[]): boolean => signature.every((byte, index) => bytes[index] === byte);
  if (starts(0x50, 0x4b, 0x03, 0x04)) return "zip";
  if (starts(0x89, 0x48, 0x44, 0x46)) return "hdf5";
  if (starts(0x7b)) return "json";
  return "unknown";
}
