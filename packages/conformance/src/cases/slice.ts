import fc from "fast-check";
import type { OpCase } from "../op-case.js";
import { extent, valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { uniform } from "./values.js";

/** `count` elements of one axis: start, start + step, … */
interface Axis {
  readonly size: number;
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

const axis = (size: number, start: number, step: number, count: number): Axis => ({ size, start, step, count });

const curated: readonly OpCase<"slice">[] = [
  sliceCase("a scalar", [], 1),
  sliceCase("all of it", [axis(3, 0, 1, 3), axis(4, 0, 1, 4)], 2),
  sliceCase("a middle part", [axis(9, 2, 1, 4)], 3),
  sliceCase("every second", [axis(9, 0, 2, 5)], 4),
  sliceCase("every third from 1", [axis(9, 1, 3, 3)], 5),
  sliceCase("one element repeated", [axis(4, 2, 0, 6)], 6),
  sliceCase("one row repeated", [axis(3, 1, 0, 5), axis(4, 0, 1, 4)], 7),
  sliceCase("one column repeated", [axis(3, 0, 1, 3), axis(4, 3, 0, 7)], 8),
  sliceCase("a scalar's worth repeated", [axis(1, 0, 0, 3), axis(1, 0, 0, 5)], 9),
  sliceCase("steps of a batch", [axis(2, 0, 1, 2), axis(7, 1, 2, 3), axis(8, 0, 1, 8)], 10),
  sliceCase("every axis", [axis(5, 1, 2, 2), axis(6, 5, 1, 1), axis(7, 0, 3, 3)], 11),
  sliceCase("rank 5", [axis(2, 1, 1, 1), axis(3, 0, 2, 2), axis(1, 0, 0, 3), axis(4, 1, 1, 3), axis(2, 0, 1, 2)], 12),
  sliceCase(
    "rank 8",
    Array.from({ length: 8 }, (_, index) => axis(3, index % 2, (index % 3) % 2, 2)),
    13,
  ),
  sliceCase("many elements", [axis(90, 3, 1, 60), axis(70, 1, 2, 30)], 14),
];

const axes = fc.record({ size: extent(6), start: fc.nat(5), step: fc.nat(3), count: extent(5) }).map((drawn): Axis => {
  const start = drawn.start % drawn.size;
  const most = drawn.step === 0 ? drawn.count : Math.floor((drawn.size - 1 - start) / drawn.step) + 1;
  return { ...drawn, start, count: Math.min(drawn.count, most) };
});

const random = fc
  .record({ axes: fc.array(axes, { maxLength: 5 }), seed: valueSeed })
  .map((drawn) => sliceCase(`seed ${drawn.seed}`, drawn.axes, drawn.seed));

export const slice: CaseSet<"slice"> = { curated, random };

function sliceCase(name: string, sliced: readonly Axis[], seed: number): OpCase<"slice"> {
  return {
    name,
    attrs: {},
    dynamic: { start: sliced.map(({ start }) => start), step: sliced.map(({ step }) => step) },
    inputs: {
      x: uniform(
        sliced.map(({ size }) => size),
        seed,
      ),
    },
    outputs: { y: sliced.map(({ count }) => count) },
  };
}
