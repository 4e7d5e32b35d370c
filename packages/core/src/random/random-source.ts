import { ArgumentError } from "@sepconv/backend";
import { observer } from "../program/observer.js";
import { philox } from "./philox.js";

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

  /** `count` whole numbers from 0 to 2³² − 1. */
  bits(count: number): Uint32Array {
    observer()?.left("it drew random numbers");
    const numbers = new Uint32Array(count);
    const [seed, block] = this.state;
    philox(numbers, [block >>> 0, Math.floor(block / 2 ** 32), 0, 0], [seed >>> 0, Math.floor(seed / 2 ** 32)]);
    this.state = [seed, block + Math.ceil(count / 4)];
    return numbers;
  }

  /** `count` numbers, each made of 32 random bits. A loop, as `Float64Array.from` takes ten times as long. */
  drawn(count: number, make: (bits: number) => number): Float64Array {
    const bits = this.bits(count);
    const numbers = new Float64Array(count);
    for (let index = 0; index < count; index++) numbers[index] = make(bits[index] ?? 0);
    return numbers;
  }

  /** `count` numbers, evenly from `min` up to but not including `max`, in steps of 2⁻²⁴ of the range. */
  uniform(count: number, min = 0, max = 1): Float64Array {
    return this.drawn(count, (bits) => min + (max - min) * (bits >>> 8) * 2 ** -24);
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
