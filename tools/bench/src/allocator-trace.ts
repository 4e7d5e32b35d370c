import type { Backend } from "@sepconv/backend";

export interface AllocatorFigures {
  /** Nanoseconds of an allocation with the release that goes before it. */
  readonly nanoseconds: number;
  /** The highest byte that was ever in use, over the most bytes that lived at once: 1 for no loss. */
  readonly spread: number;
}

/**
 * Blocks of 16 bytes to 1 MiB, each size of the scale as likely, live beside each other; 200,000 times one of them, at random,
 * is given back for a new one of another size.
 */
export function measureAllocator(backend: Backend<number>, liveBlocks: number): AllocatorFigures {
  const replacements = 200_000;
  let state = 1;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const length = (): number => Math.floor(4 * 2 ** (16 * random()));
  let highest = 0;
  let most = 0;
  const allocate = (floats: number): number => {
    const address = backend.allocate("float32", floats);
    highest = Math.max(highest, address + floats * 4);
    most = Math.max(most, backend.statistics().liveBytes);
    return address;
  };
  const blocks = Array.from({ length: liveBlocks }, () => allocate(length()));
  for (let turn = 0; turn < replacements / 2; turn++) {
    const place = Math.floor(random() * liveBlocks);
    backend.free(blocks[place] ?? 0);
    blocks[place] = allocate(length());
  }
  const lengths = Array.from({ length: replacements / 2 }, length);
  const places = lengths.map(() => Math.floor(random() * liveBlocks));
  const start = performance.now();
  lengths.forEach((floats, turn) => {
    const place = places[turn] ?? 0;
    backend.free(blocks[place] ?? 0);
    blocks[place] = backend.allocate("float32", floats);
  });
  const nanoseconds = ((performance.now() - start) * 1e6) / lengths.length;
  for (const address of blocks) backend.free(address);
  return { nanoseconds, spread: highest / most };
}
