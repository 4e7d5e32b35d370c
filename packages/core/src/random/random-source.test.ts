import { describe, expect, it } from "vitest";
import { checkRandomState } from "./check-random-state.js";
import { normalNumbers, truncatedNormalNumbers } from "./normal.js";
import { RandomSource, randomSource, randomState, setRandomSeed, setRandomState } from "./random-source.js";

describe("random source", () => {
  it("gives the same numbers for the same seed, however they are asked for", () => {
    const whole = new RandomSource(7).uniform(8);
    const source = new RandomSource(7);
    expect([...source.uniform(4), ...source.uniform(4)]).toEqual([...whole]);
    expect([...new RandomSource(8).uniform(8)]).not.toEqual([...whole]);
    expect([...new RandomSource(7 + 2 ** 40).uniform(8)]).not.toEqual([...whole]);
  });

  it("spreads numbers evenly over the range", () => {
    const numbers = new RandomSource(1).uniform(100_000, -2, 4);
    const mean = numbers.reduce((total, number) => total + number) / numbers.length;
    const variance = numbers.reduce((total, number) => total + (number - mean) ** 2) / numbers.length;
    expect(Math.min(...numbers.slice(0, 1000))).toBeGreaterThanOrEqual(-2);
    expect(Math.max(...numbers.slice(0, 1000))).toBeLessThan(4);
    expect(mean).toBeCloseTo(1, 1);
    expect(variance).toBeCloseTo(3, 1);
  });

  it("draws normal numbers, whole and within two standard deviations", () => {
    const moments = (numbers: Float64Array) => {
      const mean = numbers.reduce((total, number) => total + number) / numbers.length;
      return [mean, Math.sqrt(numbers.reduce((total, number) => total + (number - mean) ** 2) / numbers.length)];
    };
    const [mean, stddev] = moments(normalNumbers(new RandomSource(3), 100_000, 2, 3));
    expect(mean).toBeCloseTo(2, 1);
    expect(stddev).toBeCloseTo(3, 1);
    const cut = truncatedNormalNumbers(new RandomSource(3), 100_000, 2, 3);
    expect(Math.min(...cut.slice(0, 50_000))).toBeGreaterThan(-4);
    expect(Math.max(...cut.slice(0, 50_000))).toBeLessThan(8);
    expect(moments(cut)[1]).toBeCloseTo(3 * 0.8796256610342398, 1);
  });

  it("follows setRandomSeed where there is no seed", () => {
    setRandomSeed(5);
    const first = [randomSource().uniform(2), randomSource().uniform(2)];
    setRandomSeed(5);
    expect([randomSource().uniform(2), randomSource(null).uniform(2)]).toEqual(first);
    expect(first[0]).not.toEqual(first[1]);
  });

  it("goes on from a state, of one stream and of those that follow from setRandomSeed", () => {
    const source = new RandomSource(7 + 2 ** 40);
    source.bits(5);
    const { state } = source;
    expect(state).toEqual([7 + 2 ** 40, 2]);
    const copy = new RandomSource(1);
    copy.state = state;
    expect(copy.bits(9)).toEqual(source.bits(9));
    setRandomSeed(5);
    randomSource();
    const before = randomState();
    const next = randomSource().bits(2);
    setRandomState(null);
    setRandomState(before);
    expect(randomSource().bits(2)).toEqual(next);
    expect(checkRandomState("test", [1, 2])).toEqual([1, 2]);
    expect(() => checkRandomState("test", [1, -1])).toThrow(
      "test: the state of a random stream is not valid; expected [seed, blocks], whole numbers from 0 to 2^53 - 1, got [1, -1].",
    );
  });

  it("refuses a seed that is none", () => {
    expect(() => new RandomSource(-1)).toThrow(
      "random: seed is not valid; expected a whole number from 0 to 2^53 - 1, got -1.",
    );
  });
});
