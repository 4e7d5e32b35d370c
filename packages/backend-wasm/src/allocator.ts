/** Blocks of one linear memory, by byte address. */
export interface Allocator {
  /** The address of a block of `blockSize(bytes)`, a multiple of 16; undefined where memory cannot grow enough. */
  allocate(bytes: number): number | undefined;
  /** Ends a block and says how many bytes it had; 0 for an address that is not one of a block. */
  free(address: number): number;
}

const alignment = 16;

/** Bytes of a block that holds at least `bytes`: whole sixteens, and never nothing. */
export function blockSize(bytes: number): number {
  return Math.max(alignment, Math.ceil(bytes / alignment) * alignment);
}

/**
 * In front of each block lie 16 bytes: its size, the size of the block before it, and its own address while it is in use.
 * They lie in the memory itself, as maps by address slow down where the same addresses come and go: a deleted entry stays
 * in its hash chain, and with 100,000 blocks alive an allocation took 20 µs.
 */
const headerBytes = 16;
const sizeWord = -4;
const sizeBeforeWord = -3;
const inUseWord = -2;

/**
 * Best fit with coalescing: the smallest free block that is large enough, the lowest of those, and a freed block merges
 * with its free neighbours at once.
 *
 * @param memory holds the blocks and their headers; its buffer may change when it grows, and only then.
 * @param start where the first header begins, a multiple of 16.
 * @param firstEnd one past the last byte of the last block, until memory grows; a multiple of 16.
 * @param grow asks for at least that many bytes more and returns the new end, or the old one when there are none.
 */
export function createAllocator(
  memory: { readonly buffer: ArrayBuffer },
  start: number,
  firstEnd: number,
  grow: (bytes: number) => number,
): Allocator {
  const first = start + headerBytes;
  let words = new Uint32Array(memory.buffer);
  let end = firstEnd;
  /** The block that reaches the end. */
  let last = first;
  /** Free blocks in order of size, then of address. */
  const free: number[] = [];

  const read = (block: number, word: number) => words[block / 4 + word] ?? 0;
  const write = (block: number, word: number, value: number) => {
    words[block / 4 + word] = value;
  };
  const sizeOf = (block: number) => read(block, sizeWord);
  const inUse = (block: number) => read(block, inUseWord) === block;

  function setSize(block: number, size: number): void {
    write(block, sizeWord, size);
    if (block + size === end) last = block;
    else write(block + size + headerBytes, sizeBeforeWord, size);
  }

  /** Where a block stands, or would stand, in the list of free blocks. */
  function placeOf(size: number, address: number): number {
    let low = 0;
    let high = free.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const block = free[middle] ?? 0;
      const difference = sizeOf(block) - size || block - address;
      if (difference < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function take(block: number): void {
    free.splice(placeOf(sizeOf(block), block), 1);
  }

  /** Makes a block free that no list holds, together with its free neighbours. */
  function release(address: number): void {
    let block = address;
    let size = sizeOf(block);
    write(block, inUseWord, 0);
    const after = block + size + headerBytes;
    if (block !== last && !inUse(after)) {
      take(after);
      size += headerBytes + sizeOf(after);
    }
    const before = block - headerBytes - read(block, sizeBeforeWord);
    if (block !== first && !inUse(before)) {
      take(before);
      size += block - before;
      block = before;
    }
    setSize(block, size);
    free.splice(placeOf(size, block), 0, block);
  }

  function extend(newEnd: number): void {
    words = new Uint32Array(memory.buffer);
    const block = end + headerBytes;
    end = newEnd;
    write(block, sizeBeforeWord, sizeOf(last));
    setSize(block, newEnd - block);
    release(block);
  }

  setSize(first, end - first);
  release(first);

  return {
    allocate(bytes) {
      const size = blockSize(bytes);
      let block = free[placeOf(size, 0)];
      if (block === undefined) {
        const newEnd = grow(size + headerBytes - (inUse(last) ? 0 : sizeOf(last) + headerBytes));
        if (newEnd > end) extend(newEnd);
        block = free[placeOf(size, 0)];
        if (block === undefined) return undefined;
      }
      take(block);
      write(block, inUseWord, block);
      const rest = sizeOf(block) - size - headerBytes;
      if (rest >= 0) {
        const behind = block + size + headerBytes;
        setSize(behind, rest);
        setSize(block, size);
        release(behind);
      }
      return block;
    },

    free(address) {
      if (!(address >= first && inUse(address))) return 0;
      const size = sizeOf(address);
      release(address);
      return size;
    },
  };
}
