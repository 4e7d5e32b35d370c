import { ArgumentError } from "@sepconv/backend";
import { philox } from "./philox.js";

/** A stream of random numbers that a seed determines, on every device alike. */
export class RandomSource {
  readonly #key: readonly [number, number];
  #block = 0;

  /** @throws ArgumentError where the seed is no whole number from 0 to 2⁵³ − 1. */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new ArgumentError({
        where: "random",
        problem: "seed is not valid",
        expected: "a whole number from 0 to 2^53 - 1",
        got: seed,
      });
    }
    this.#key = [seed >>> 0, Math.floor(seed / 2 ** 32)];
  }

  /** `count` numbers, evenly from `min` up to but not including `max`, in steps of 2⁻²⁴ of the range. */
  uniform(count: number, min = 0, max = 1): Float64Array {
    const numbers = new Float64Array(count);
    for (let index = 0; index < count; index += 4) {
      const block = philox([this.#block >>> 0, Math.floor(this.#block / 2 ** 32), 0, 0], this.#key);
      this.#block++;
      for (let lane = 0; lane < 4 && index + lane < count; lane++) {
        numbers[index + lane] = min + (max - min) * ((block[lane] ?? 0) >>> 8) * 2 ** -24;
      }
    }
    return numbers;
  }
}

let seeds: RandomSource | null = null;

/**
 * Makes everything random that has no seed of its own follow from one seed: initial weights and dropout masks.
 *
 * @throws ArgumentError where the seed is no whole number from 0 to 2⁵³ − 1.
 */
export function setRandomSeed(seed: number): void {
  seeds = new RandomSource(seed);
}

/** A random stream: of the given seed, else one that follows from `setRandomSeed`, else a new one each time. */
export function randomSource(seed?: number | null): RandomSource {
  if (seed !== undefined && seed !== null) return new RandomSource(seed);
  const [next = Math.random()] = seeds?.uniform(1) ?? [];
  return new RandomSource(Math.floor(next * 2 ** 32));
}
