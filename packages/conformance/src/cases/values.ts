import type { Shape } from "@sepconv/backend";
import type { HostArray } from "../op-case.js";

/** An array of given numbers. */
export function array(shape: Shape, values: Iterable<number>): HostArray {
  return { shape, values: Float64Array.from(values) };
}

/** Uniform values in (−amplitude, amplitude), the same for the same seed. */
export function uniform(shape: Shape, seed: number, amplitude = 1): HostArray {
  return fill(shape, seed, (random) => amplitude * (2 * random() - 1));
}

/** Values of either sign whose magnitudes run evenly over the powers of two from 2^low to 2^high. */
export function spread(shape: Shape, seed: number, low: number, high: number): HostArray {
  return fill(shape, seed, (random) => (random() < 0.5 ? -1 : 1) * 2 ** (low + (high - low) * random()));
}

function fill(shape: Shape, seed: number, next: (random: () => number) => number): HostArray {
  const random = generator(seed);
  const length = shape.reduce((product, extent) => product * extent, 1);
  return { shape, values: Float64Array.from({ length }, () => next(random)) };
}

/** Numbers in [0, 1) by a counter that is scrambled: 32 bits of one word, 20 of a second. */
function generator(seed: number): () => number {
  let counter = scramble(seed ^ 0x5bd1e995);
  const word = () => {
    counter = (counter + 0x9e3779b9) | 0;
    return scramble(counter);
  };
  return () => ((word() >>> 0) + (word() >>> 12) / 2 ** 20) / 2 ** 32;
}

/** Mixes the bits of a 32-bit word so that neighbouring words give unrelated ones. */
function scramble(word: number): number {
  let mixed = word | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return mixed ^ (mixed >>> 16);
}
