import type { ConstantKey } from "@sepconv/backend";
import type { Allocator } from "./allocator.js";

/** Weights kept in the order in which inner loops read them, one buffer for each variable and layout. */
export interface PackedWeights {
  /** How often something was packed. */
  readonly packs: number;
  readonly bytes: number;
  /**
   * The address of a variable in a layout. Packs it when it was never packed, or when its version is another one than
   * the packed one: then into the same buffer.
   *
   * @param reserve gives the address of a new buffer.
   * @param pack writes the layout to an address.
   */
  find(key: ConstantKey, layout: string, reserve: () => number, pack: (target: number) => void): number;
  /** Frees all layouts of a variable. */
  forget(key: ConstantKey): void;
}

interface Entry {
  readonly address: number;
  version: number;
}

export function createPackedWeights(allocator: Allocator): PackedWeights {
  const variables = new WeakMap<ConstantKey, Map<string, Entry>>();
  let packs = 0;
  let bytes = 0;

  return {
    get packs() {
      return packs;
    },
    get bytes() {
      return bytes;
    },

    find(key, layout, reserve, pack) {
      let layouts = variables.get(key);
      if (!layouts) {
        layouts = new Map();
        variables.set(key, layouts);
      }
      let entry = layouts.get(layout);
      if (entry?.version === key.version) return entry.address;
      if (!entry) {
        entry = { address: reserve(), version: key.version };
        bytes += allocator.sizeOf(entry.address);
        layouts.set(layout, entry);
      }
      pack(entry.address);
      packs++;
      entry.version = key.version;
      return entry.address;
    },

    forget(key) {
      for (const { address } of variables.get(key)?.values() ?? []) bytes -= allocator.free(address);
      variables.delete(key);
    },
  };
}
