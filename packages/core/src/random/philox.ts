const rounds = 10;
const weylA = 0x9e3779b9;
const weylB = 0xbb67ae85;

/** The high 32 bits of the product of two unsigned 32-bit numbers, the first one in halves of 16 bits. */
function highProduct(high: number, low: number, other: number): number {
  const otherHigh = other >>> 16;
  const otherLow = other & 0xffff;
  const middle = high * otherLow + ((low * otherLow) >>> 16);
  const carry = low * otherHigh + (middle & 0xffff);
  return high * otherHigh + (middle >>> 16) + (carry >>> 16);
}

/**
 * Philox 4×32 with 10 rounds: fills an array with random 32-bit numbers, four for each 128-bit counter, whose lower half
 * counts up. Integer arithmetic alone, so the same everywhere.
 *
 * @param counter the first counter, low words first; the numbers of one counter are not divided between calls.
 * @see Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011, https://doi.org/10.1145/2063384.2063405
 */
export function philox(
  numbers: Uint32Array,
  [first, second, third, fourth]: readonly [number, number, number, number],
  [keyA, keyB]: readonly [number, number],
): void {
  let low = first;
  let high = second;
  for (let index = 0; index < numbers.length; index += 4) {
    let [c0, c1, c2, c3] = [low, high, third, fourth];
    let [a, b] = [keyA, keyB];
    for (let round = 0; round < rounds; round++) {
      const highA = highProduct(0xd251, 0x1f53, c0);
      const highB = highProduct(0xcd9e, 0x8d57, c2);
      const lowA = Math.imul(0xd2511f53, c0) >>> 0;
      c0 = (highB ^ c1 ^ a) >>> 0;
      c1 = Math.imul(0xcd9e8d57, c2) >>> 0;
      c2 = (highA ^ c3 ^ b) >>> 0;
      c3 = lowA;
      a = (a + weylA) >>> 0;
      b = (b + weylB) >>> 0;
    }
    // A typed array drops what lies behind its end.
    numbers[index] = c0;
    numbers[index + 1] = c1;
    numbers[index + 2] = c2;
    numbers[index + 3] = c3;
    low = (low + 1) >>> 0;
    if (low === 0) high = (high + 1) >>> 0;
  }
}
