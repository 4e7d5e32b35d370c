import { ArgumentError } from "@sepconv/backend";
import { observer } from "../program/observer.js";
import { normalQuantile } from "./normal-quantile.js";
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

  /** `count` whole numbers from 0 to 2³² − 1. */
  bits(count: number): Uint32Array {
    observer()?.left("it drew random numbers");
    const numbers = new Uint32Array(count);
    philox(numbers, [this.#block >>> 0, Math.floor(this.#block / 2 ** 32), 0, 0], this.#key);
    this.#block += Math.ceil(count / 4);
    return numbers;
  }

  /** `count` numbers, evenly from `min` up to but not including `max`, in steps of 2⁻²⁴ of the range. */
  uniform(count: number, min = 0, max = 1): Float64Array {
    return mapped(this.bits(count), (number) => min + (max - min) * (number >>> 8) * 2 ** -24);
  }

  /** `count` normally distributed numbers. Tails depend on the engine's logarithm in their last bit. */
  normal(count: number, mean = 0, stddev = 1): Float64Array {
    return this.#quantiles(count, mean, stddev, 0, 1);
  }

  /** `count` normally distributed numbers, none further than two standard deviations from the mean. */
  truncatedNormal(count: number, mean = 0, stddev = 1): Float64Array {
    return this.#quantiles(count, mean, stddev, belowTwo, 1 - belowTwo);
  }

  /** Normal numbers whose quantiles lie evenly between two shares. */
  #quantiles(count: number, mean: number, stddev: number, low: number, high: number): Float64Array {
    return mapped(this.bits(count), (number) => {
      const share = low + (high - low) * (number + 0.5) * 2 ** -32;
      return mean + stddev * normalQuantile(share);
    });
  }
}

/** As `Float64Array.from`, which takes ten times as long. */
function mapped(bits: Uint32Array, map: (number: number) => number): Float64Array {
  const numbers = new Float64Array(bits.length);
  for (let index = 0; index < bits.length; index++) numbers[index] = map(bits[index] ?? 0);
  return numbers;
}

/** The share of normal numbers below minus two standard deviations. */
const belowTwo = 0.02275013194817921;

let seeds: RandomSource | null = null;

/**
 * Makes everything random that has no seed of its own follow from one seed: initial weights and dropout masks.
 *
 * @throws ArgumentError where the seed is no whole number from 0 to 2⁵³ − 1.
 */
export function setRandomSeed(seed: number): void {
  seeds = new RandomSource(seed);
}

/**
 * A random stream: of the given seed, else one that follows from `setRandomSeed`, else a new one each time.
 *
 * @throws ArgumentError where the seed is no whole number from 0 to 2⁵³ − 1.
 */
export function randomSource(seed?: number | null): RandomSource {
  if (seed !== undefined && seed !== null) return new RandomSource(seed);
  const [next = Math.floor(Math.random() * 2 ** 32)] = seeds?.bits(1) ?? [];
  return new RandomSource(next);
}
