import { ArgumentError } from "@sepconv/backend";
import { type NodeFiles, nodeFiles } from "../node-files.js";
import { readPath } from "../read-path.js";
import { unwritable, writePath } from "../write-path.js";
import type { ByteStore } from "./byte-store.js";
import { isStoreName } from "./store-name.js";

/** Bytes in files of a directory, in Node. Each is written beside its place first; the directory is made when it is needed. */
export class FileBytes implements ByteStore {
  readonly #directory: string;
  readonly #maxBytes: number;
  readonly #files: NodeFiles;

  /** @throws ArgumentError where there are no files, or the directory is none. */
  constructor(where: string, directory: string, maxBytes: number) {
    const files = nodeFiles();
    if (!files) {
      const remedy = "In a page use memoryStore(), or a ModelStore over a ByteStore of your own.";
      throw new ArgumentError({ where, problem: "there are no files here", expected: "Node", remedy });
    }
    if (typeof directory !== "string" || directory === "") {
      throw new ArgumentError({ where, problem: "directory is not valid", expected: "a path", got: directory });
    }
    this.#files = files;
    this.#directory = directory;
    this.#maxBytes = maxBytes;
  }

  async read(name: string): Promise<Uint8Array | null> {
    if (!(await this.names()).includes(name)) return null;
    return await readPath("fileStore", this.#path(name), { maxBytes: this.#maxBytes });
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    try {
      await this.#files.mkdir(this.#directory, { recursive: true });
    } catch (cause) {
      throw unwritable("fileStore", `the directory ${this.#directory} cannot be made`, cause);
    }
    await writePath("fileStore", this.#files, this.#path(name), bytes);
  }

  async remove(name: string): Promise<void> {
    try {
      await this.#files.rm(this.#path(name), { force: true });
    } catch (cause) {
      throw unwritable("fileStore", `the file ${this.#path(name)} cannot be removed`, cause);
    }
  }

  async names(): Promise<readonly string[]> {
    try {
      return (await this.#files.readdir(this.#directory)).filter(isStoreName);
    } catch (cause) {
      if (Reflect.get(Object(cause), "code") === "ENOENT") return [];
      throw unwritable("fileStore", `the directory ${this.#directory} cannot be read`, cause);
    }
  }

  #path(name: string): string {
    return `${this.#directory}/${name}`;
  }
}
