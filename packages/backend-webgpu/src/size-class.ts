/** The smallest buffer: one that any binding offset leaves something of. */
const smallest = 256;

/**
 * Buffers are made in few sizes, so that a freed one fits the next value: four sizes to each power of two, so at most a
 * quarter is spare, and at least 256 bytes. No size passes `largest` unless `bytes` does.
 */
export function sizeClass(bytes: number, largest: number): number {
  if (bytes <= smallest) return smallest;
  const step = 2 ** (Math.ceil(Math.log2(bytes)) - 3);
  const rounded = Math.ceil(bytes / step) * step;
  return rounded <= largest ? rounded : Math.ceil(bytes / 4) * 4;
}
