/** Blocks of one linear memory, by byte address. */
export interface Allocator {
  /** The address of a block of at least `bytes`, a multiple of 16; undefined where memory cannot grow enough. */
  allocate(bytes: number): number | undefined;
  /** Ends a block and says how many bytes it had; 0 for an address that is not one of a block. */
  free(address: number): number;
  /** Whole size of a block in bytes. */
  sizeOf(address: number): number;
}

interface Block {
  readonly start: number;
  readonly size: number;
}

const alignment = 16;

/**
 * Best fit with coalescing: the smallest free block that is large enough, the lowest of those, and a freed block merges
 * with its free neighbours at once.
 *
 * @param start first address to give out, a multiple of 16.
 * @param firstEnd one past the last address, until memory grows.
 * @param grow asks for at least that many bytes more and returns the new end, or the old one when there are none.
 */
export function createAllocator(start: number, firstEnd: number, grow: (bytes: number) => number): Allocator {
  let end = firstEnd;
  const used = new Map<number, number>();
  const freeByStart = new Map<number, Block>();
  const freeByEnd = new Map<number, Block>();
  /** Free blocks in order of size, then of address. */
  const bySize: Block[] = [];

  /** Where a block stands, or would stand, in `bySize`. */
  function placeOf(size: number, address: number): number {
    let low = 0;
    let high = bySize.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const block = bySize[middle];
      if (block && (block.size < size || (block.size === size && block.start < address))) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function insert(address: number, size: number): void {
    const block = { start: address, size };
    freeByStart.set(address, block);
    freeByEnd.set(address + size, block);
    bySize.splice(placeOf(size, address), 0, block);
  }

  function remove(block: Block): void {
    freeByStart.delete(block.start);
    freeByEnd.delete(block.start + block.size);
    bySize.splice(placeOf(block.size, block.start), 1);
  }

  function release(address: number, size: number): void {
    const before = freeByEnd.get(address);
    const after = freeByStart.get(address + size);
    if (before) remove(before);
    if (after) remove(after);
    insert(before ? before.start : address, size + (before ? before.size : 0) + (after ? after.size : 0));
  }

  if (end > start) release(start, end - start);

  return {
    allocate(bytes) {
      const size = Math.max(alignment, Math.ceil(bytes / alignment) * alignment);
      let found = bySize[placeOf(size, 0)];
      if (!found) {
        const newEnd = grow(size - (freeByEnd.get(end)?.size ?? 0));
        if (newEnd > end) release(end, newEnd - end);
        end = newEnd;
        found = bySize[placeOf(size, 0)];
      }
      if (!found) return undefined;
      remove(found);
      if (found.size > size) insert(found.start + size, found.size - size);
      used.set(found.start, size);
      return found.start;
    },

    free(address) {
      const size = used.get(address);
      if (size === undefined) return 0;
      used.delete(address);
      release(address, size);
      return size;
    },

    sizeOf: (address) => used.get(address) ?? 0,
  };
}
