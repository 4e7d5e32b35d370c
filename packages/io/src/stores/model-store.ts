import type { callbacks, Model } from "@sepconv/layers";
import type { ByteStore } from "./byte-store.js";
import { checkStoreName } from "./store-name.js";

/** A model's file may have as many bytes when it is restored. */
const defaultMaxBytes = 512 * 2 ** 20;

/**
 * Models by name, as files of Keras in a store of bytes: `.keras` archives, and weights alone where the name ends in
 * ".weights.h5". What `ModelCheckpoint` and `BackupAndRestore` take. `memoryStore` and `fileStore` make one.
 *
 * @example
 * import * as layers from "@sepconv/layers";
 * import { loadModel, memoryStore } from "@sepconv/io";
 * const model = new layers.Sequential([new layers.Dense({ units: 2, inputShape: [3] })], { name: "small" });
 * const store = memoryStore();
 * await store.save("small.keras", model);
 * await store.names(); // ["small.keras"]
 * const bytes = await store.read("small.keras");
 * const copy = await loadModel(bytes ?? new Uint8Array());
 * copy.name; // "small"
 */
export class ModelStore implements callbacks.CheckpointStore {
  readonly #bytes: ByteStore;
  readonly #maxBytes: number;

  /**
   * @param bytes where files are kept.
   * @param options.maxBytes the most bytes that a file may have when it is restored. Default: 512 MiB.
   */
  constructor(bytes: ByteStore, { maxBytes = defaultMaxBytes }: { readonly maxBytes?: number } = {}) {
    this.#bytes = bytes;
    this.#maxBytes = maxBytes;
  }

  /**
   * Keeps a model under a name, in place of what was there.
   *
   * @throws ArgumentError for a name that cannot be a file's. @throws ModelFormatError where it cannot be written.
   */
  async save(
    name: string,
    model: Model,
    { weightsOnly = false, note }: callbacks.CheckpointOptions = {},
  ): Promise<void> {
    const where = "save";
    checkStoreName(where, name);
    const { writeKerasArchive } = await import("../keras-archive/write-keras-archive.js");
    await this.#bytes.write(name, await writeKerasArchive(where, model, { weightsOnly, note }));
  }

  /**
   * Gives a model of the same structure the weights of a file, and if it is an archive the optimizer's state and where random
   * streams stand. Nothing changes where something does not fit.
   *
   * @param accept sees the note of `save` before anything changes; what it throws ends it.
   * @returns false where there is nothing of that name.
   * @throws ModelFormatError where it is damaged, or of another model.
   */
  async restore(name: string, model: Model, accept?: (note: unknown) => void): Promise<boolean> {
    checkStoreName("restore", name);
    const bytes = await this.#bytes.read(name);
    if (bytes === null) return false;
    const { restoreModel } = await import("../keras-archive/restore-model.js");
    await restoreModel(name, bytes, this.#maxBytes, model, accept);
    return true;
  }

  /** Forgets what is kept under a name, if there is something. */
  async remove(name: string): Promise<void> {
    await this.#bytes.remove(checkStoreName("remove", name));
  }

  /** The bytes of a file, for `loadModel`; null where there is nothing of that name. */
  async read(name: string): Promise<Uint8Array | null> {
    return await this.#bytes.read(checkStoreName("read", name));
  }

  /** The names of all files. */
  async names(): Promise<readonly string[]> {
    return [...(await this.#bytes.names())].sort();
  }
}
