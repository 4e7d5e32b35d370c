import type { ConstantKey } from "@sepconv/backend";
import { blockSize } from "./allocator.js";

/** Weights kept in the order in which inner loops read them, one buffer for each variable and layout. */
export interface PackedWeights {
  /**
   * The address of a variable in a layout. Packs it when it was never packed, or when its version is another one than
   * the packed one: then into the same buffer.
   *
   * @param bytes size of the layout.
   * @param pack writes the layout to an address.
   */
  find(key: ConstantKey, layout: string, bytes: number, pack: (target: number) => void): number;
  /** Frees all layouts of a variable. */
  forget(key: ConstantKey): void;
}

interface Entry {
  readonly address: number;
  /** Null until the first packing has come to its end. */
  version: number | null;
}

/**
 * @param reserve gives a new block, or throws.
 * @param free ends a block and says how many bytes it had.
 * @param counters are kept up to date.
 */
export function createPackedWeights(
  reserve: (bytes: number) => number,
  free: (address: number) => number,
  counters: { packs: number; packedBytes: number },
): PackedWeights {
  const variables = new WeakMap<ConstantKey, Map<string, Entry>>();
  /** Frees what was packed for variables that were dropped without a word. */
  const dropped = new FinalizationRegistry(release);

  function release(layouts: Map<string, Entry>): void {
    for (const { address } of layouts.values()) counters.packedBytes -= free(address);
    layouts.clear();
  }

  return {
    find(key, layout, bytes, pack) {
      let layouts = variables.get(key);
      if (!layouts) {
        layouts = new Map();
        variables.set(key, layouts);
        dropped.register(key, layouts, layouts);
      }
      let entry = layouts.get(layout);
      if (entry?.version === key.version) return entry.address;
      if (!entry) {
        entry = { address: reserve(bytes), version: null };
        counters.packedBytes += blockSize(bytes);
        layouts.set(layout, entry);
      }
      pack(entry.address);
      counters.packs++;
      entry.version = key.version;
      return entry.address;
    },

    forget(key) {
      const layouts = variables.get(key);
      if (!layouts) return;
      release(layouts);
      variables.delete(key);
      dropped.unregister(layouts);
    },
  };
}
