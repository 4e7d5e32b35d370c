import fc from "fast-check";

/** Seeds the values of a random case; the shapes shrink, the values follow their seed. */
export const valueSeed: fc.Arbitrary<number> = fc.integer({ min: 0, max: 2 ** 31 - 1 });

/** An extent from 1 on, mostly small. */
export function extent(max: number): fc.Arbitrary<number> {
  return fc.integer({ min: 1, max });
}

/** Shapes of up to `rank` axes. */
export function shapes(rank: number, max: number): fc.Arbitrary<number[]> {
  return fc.array(extent(max), { maxLength: rank });
}
