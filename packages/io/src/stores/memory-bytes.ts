import type { ByteStore } from "./byte-store.js";

/** Bytes in memory, which end with the program. */
export class MemoryBytes implements ByteStore {
  readonly #kept = new Map<string, Uint8Array>();

  async read(name: string): Promise<Uint8Array | null> {
    return this.#kept.get(name)?.slice() ?? null;
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    this.#kept.set(name, bytes.slice());
  }

  async remove(name: string): Promise<void> {
    this.#kept.delete(name);
  }

  async names(): Promise<readonly string[]> {
    return [...this.#kept.keys()];
  }
}
