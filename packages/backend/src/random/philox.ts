/** Where random numbers are in the stream of a key: words of 32 bits, the low one first. */
export interface RandomPlace {
  /** What a seed gives. */
  readonly key: readonly [low: number, high: number];
  /** The lower half of Philox' counter; the upper half is 0. A counter stands for four numbers. */
  readonly counter: readonly [low: number, high: number];
}

const rounds = 10;

/** The high 32 bits of the product of two unsigned 32-bit numbers, the first one in halves of 16 bits. */
function highProduct(high: number, low: number, other: number): number {
  const otherHigh = other >>> 16;
  const otherLow = other & 0xffff;
  const middle = (Math.imul(high, otherLow) + (Math.imul(low, otherLow) >>> 16)) | 0;
  const carry = (Math.imul(low, otherHigh) + (middle & 0xffff)) | 0;
  return (Math.imul(high, otherHigh) + (middle >>> 16) + (carry >>> 16)) | 0;
}

/**
 * Philox 4×32 with 10 rounds: fills an array with random 32-bit numbers, four for each counter, which counts up from the
 * given one. Integer arithmetic alone, so the same on every device.
 *
 * @see Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011, https://doi.org/10.1145/2063384.2063405
 */
export function philox(numbers: Uint32Array, { key, counter }: RandomPlace): void {
  let low = counter[0] | 0;
  let high = counter[1] | 0;
  for (let index = 0; index < numbers.length; index += 4) {
    let c0 = low;
    let c1 = high;
    let c2 = 0;
    let c3 = 0;
    let a = key[0] | 0;
    let b = key[1] | 0;
    for (let round = 0; round < rounds; round++) {
      const highA = highProduct(0xd251, 0x1f53, c0);
      const lowA = Math.imul(0xd2511f53, c0);
      // The product last: it is what the others wait for.
      c0 = c1 ^ a ^ highProduct(0xcd9e, 0x8d57, c2);
      c1 = Math.imul(0xcd9e8d57, c2);
      c2 = c3 ^ b ^ highA;
      c3 = lowA;
      a = (a + 0x9e3779b9) | 0;
      b = (b + 0xbb67ae85) | 0;
    }
    // A typed array drops what lies behind its end.
    numbers[index] = c0;
    numbers[index + 1] = c1;
    numbers[index + 2] = c2;
    numbers[index + 3] = c3;
    low = (low + 1) | 0;
    if (low === 0) high = (high + 1) | 0;
  }
}
