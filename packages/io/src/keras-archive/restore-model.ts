import { ModelFormatError } from "@sepconv/backend";
import type { RandomState } from "@sepconv/core";
import type { Model } from "@sepconv/layers";
import { reasonOf } from "../format-error.js";
import { WeightsFile } from "../hdf5/weights-file.js";
import { type Assignment, assignAll, assignRandom, checkRandom, optimizerStateIn, weightsIn } from "./archive-state.js";
import { openArchive } from "./open-archive.js";

/**
 * Gives a model the state that a file has: an archive, or weights alone. Everything is read and compared first.
 *
 * @param accept sees the note in the archive's metadata.
 * @throws ModelFormatError where the file is damaged, or of another model; nothing changes then.
 */
export async function restoreModel(
  name: string,
  bytes: Uint8Array,
  maxBytes: number,
  model: Model,
  accept: (note: unknown) => void = () => undefined,
): Promise<void> {
  const where = "restore";
  const optimizer = model.compiled ? (await model.trainer(where)).optimizer : null;
  const read = (): { readonly values: readonly Assignment[]; readonly random: readonly RandomState[] } => {
    if (bytes[0] === 0x89) {
      accept(undefined);
      return { values: weightsIn(where, new WeightsFile(where, bytes), model), random: [] };
    }
    const { weights: file, metadata } = openArchive(where, bytes, maxBytes);
    const values = weightsIn(where, file, model);
    const state = optimizer ? optimizerStateIn(where, file, optimizer, model) : [];
    if (metadata.random) checkRandom(where, model, metadata.random);
    accept(metadata.note);
    return { values: [...values, ...state], random: metadata.random ?? [] };
  };
  try {
    const { values, random } = read();
    assignAll(values);
    assignRandom(model, random);
  } catch (cause) {
    throw new ModelFormatError({
      where,
      problem: `"${name}" cannot be restored${reasonOf(cause)}`,
      remedy: "Remove it from the store to begin anew.",
      cause,
    });
  }
}
