import type { Shape } from "@sepconv/backend";
import fc from "fast-check";
import type { OpCase } from "../op-case.js";
import { valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { uniform } from "./values.js";

/** How one axis is padded. */
interface Axis {
  readonly size: number;
  readonly low: number;
  readonly interior: number;
  readonly high: number;
}

const axis = (size: number, low: number, interior: number, high: number): Axis => ({ size, low, interior, high });

const curated: readonly OpCase<"pad">[] = [
  padCase("a scalar", [], 1),
  padCase("nothing to add", [axis(3, 0, 0, 0), axis(4, 0, 0, 0)], 2),
  padCase("in front", [axis(5, 2, 0, 0)], 3),
  padCase("behind", [axis(5, 0, 0, 3)], 4),
  padCase("between", [axis(5, 0, 2, 0)], 5),
  padCase("between one element", [axis(1, 0, 3, 0)], 6),
  padCase("everywhere", [axis(3, 1, 2, 4)], 7),
  padCase("steps of a batch", [axis(2, 0, 0, 0), axis(5, 4, 0, 1), axis(8, 0, 0, 0)], 8),
  padCase("stretched steps", [axis(2, 0, 0, 0), axis(5, 1, 2, 0), axis(3, 0, 0, 0)], 9),
  padCase("every axis", [axis(2, 1, 1, 0), axis(3, 0, 2, 1), axis(2, 2, 0, 3)], 10),
  padCase("rank 5", [axis(2, 1, 0, 0), axis(1, 0, 3, 1), axis(2, 0, 1, 0), axis(1, 0, 0, 0), axis(3, 1, 1, 1)], 11),
  padCase(
    "rank 8",
    Array.from({ length: 8 }, (_, index) => axis(2, index % 2, index % 3 === 0 ? 1 : 0, 0)),
    12,
  ),
  padCase("no elements", [axis(2, 0, 0, 0), axis(0, 2, 1, 3)], 13),
  padCase("many elements", [axis(40, 1, 0, 1), axis(50, 0, 1, 0)], 14),
];

const random = fc
  .record({
    axes: fc.array(
      fc.record({
        size: fc.integer({ min: 0, max: 5 }),
        low: fc.integer({ min: 0, max: 3 }),
        interior: fc.integer({ min: 0, max: 2 }),
        high: fc.integer({ min: 0, max: 3 }),
      }),
      { maxLength: 5 },
    ),
    seed: valueSeed,
  })
  .map(({ axes, seed }) => padCase(`seed ${seed}`, axes, seed))
  .filter(({ outputs }) => !outputs.y.includes(0) && outputs.y.reduce((size, extent) => size * extent, 1) < 4000);

export const pad: CaseSet<"pad"> = { curated, random };

function padCase(name: string, axes: readonly Axis[], seed: number): OpCase<"pad"> {
  const x: Shape = axes.map(({ size }) => size);
  return {
    name,
    attrs: {},
    dynamic: { low: axes.map(({ low }) => low), interior: axes.map(({ interior }) => interior) },
    inputs: { x: uniform(x, seed) },
    outputs: { y: axes.map(({ size, low, interior, high }) => low + size + Math.max(0, size - 1) * interior + high) },
  };
}
