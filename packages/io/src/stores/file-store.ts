import { checkOptions, wholeNumber } from "@sepconv/core";
import { FileBytes } from "./file-bytes.js";
import { ModelStore } from "./model-store.js";

/** What `fileStore` takes besides the directory. */
export interface FileStoreOptions {
  /** The most bytes that a file may have when it is read. Default: 512 MiB. */
  readonly maxBytes?: number;
}

/**
 * A store of models in a directory, in Node. Files are replaced whole or not at all, so that a checkpoint outlives a program
 * that ends while it is written. The directory is made when something is kept.
 *
 * @throws ArgumentError in a page, and for an unknown option.
 */
export function fileStore(directory: string, options: FileStoreOptions = {}): ModelStore {
  const where = "fileStore";
  checkOptions(where, options, ["maxBytes"]);
  const maxBytes = wholeNumber(where, "maxBytes", options.maxBytes ?? 512 * 2 ** 20);
  return new ModelStore(new FileBytes(where, directory, maxBytes), { maxBytes });
}
