import { ArgumentError } from "@sepconv/backend";
import { checkOptions, oneOf } from "@sepconv/core";
import { type AbortSignalLike, Model } from "@sepconv/layers";
import { checkTarget, type ModelTarget, writeTarget } from "./write-target.js";

const formats = ["keras", "h5", "tfjs", "safetensors"] as const;

/** What `saveModel` takes besides the model and where it goes. */
export interface SaveModelOptions {
  /** Default: "keras", the archive of Keras 3. */
  readonly format?: "keras" | "h5" | "tfjs" | "safetensors";
  /** Ends with an `AbortedError` before something is written. */
  readonly signal?: AbortSignalLike;
}

/**
 * Writes a model into a file that Keras 3 and `loadModel` read: its configuration and weights, and where it is compiled its
 * optimizer with its state, losses and metrics, so that training goes on where it was. The writer is loaded with the first call.
 *
 * @param target in Node a path or a file: URL, which is replaced whole or not at all; a file handle or a stream in a page; null,
 *   the default, for the bytes alone.
 * @returns the bytes of the file.
 * @throws ArgumentError where the model is not built, for an unknown option, and where the target is none.
 * @throws ModelFormatError where the target cannot be written. @throws AbortedError when the signal fires.
 */
export async function saveModel(
  model: Model,
  target: ModelTarget = null,
  options: SaveModelOptions = {},
): Promise<Uint8Array> {
  const where = "saveModel";
  if (!(model instanceof Model)) {
    throw new ArgumentError({ where, problem: "this is no model", expected: "a model of @sepconv/layers", got: model });
  }
  checkOptions(where, options, ["format", "signal"]);
  const format = oneOf(where, "format", options.format ?? "keras", formats);
  if (format !== "keras") {
    throw new ArgumentError({
      where,
      problem: `the format "${format}" cannot be written yet`,
      expected: '"keras"',
    });
  }
  const place = checkTarget(where, target);
  const { writeKerasArchive } = await import("./keras-archive/write-keras-archive.js");
  const bytes = await writeKerasArchive(where, model, { signal: options.signal });
  await writeTarget(where, place, bytes);
  return bytes;
}
