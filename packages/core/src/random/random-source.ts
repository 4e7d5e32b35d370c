import { ArgumentError, philox, type RandomPlace } from "@sepconv/backend";
import { observer } from "../program/observer.js";

/** Where a stream of random numbers stands: its seed, and how many blocks of four numbers are drawn. */
export type RandomState = readonly [seed: number, blocks: number];

/** A stream of random numbers that a seed determines, on every device alike. */
export class RandomSource {
  /** Where the stream stands; set, it goes on from there. */
  state: RandomState;

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
    this.state = [seed, 0];
  }

  /** Where the next `count` numbers begin; they count as drawn, whoever computes them. @internal */
  reserve(count: number): RandomPlace {
    observer()?.left("it drew random numbers");
    const [seed, block] = this.state;
    this.state = [seed, block + Math.ceil(count / 4)];
    return { key: wordsOf(seed), counter: wordsOf(block) };
  }

  /** `count` whole numbers from 0 to 2³² − 1. */
  bits(count: number): Uint32Array {
    const numbers = new Uint32Array(count);
    philox(numbers, this.reserve(count));
    return numbers;
  }

  /** `count` numbers, evenly from `min` up to but not including `max`, in steps of 2⁻²⁴ of the range. */
  uniform(count: number, min = 0, max = 1): Float64Array {
    const bits = this.bits(count);
    const numbers = new Float64Array(count);
    // A loop over an index, as iterators and functions for each element take ten times as long.
    for (let index = 0; index < count; index++) {
      numbers[index] = min + (max - min) * ((bits[index] ?? 0) >>> 8) * 2 ** -24;
    }
    return numbers;
  }
}

/** A whole number below 2⁵³ in words of 32 bits, the low one first. */
function wordsOf(number: number): readonly [low: number, high: number] {
  return [number >>> 0, Math.floor(number / 2 ** 32)];
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

/** Where the numbers that follow from `setRandomSeed` stand; null where it was not called. */
export function randomState(): RandomState | null {
  return seeds?.state ?? null;
}

/** They go on from a state; null leaves them as they are. */
export function setRandomState(state: RandomState | null): void {
  if (state === null) return;
  const restored = new RandomSource(0);
  restored.state = state;
  seeds = restored;
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
