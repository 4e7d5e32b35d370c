import type { Attrs, Dynamic, Shape } from "@sepconv/backend";
import fc from "fast-check";
import type { OpCase } from "../op-case.js";
import { numberAt } from "../reference/dropout-mask.js";
import { extent, shapes } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";

type DType = Attrs<"dropoutMask">["dtype"];
type Place = Pick<Dynamic<"dropoutMask">, "key" | "counter">;

const full = 2 ** 32 - 1;
const dtypes: readonly DType[] = ["float32", "float64"];
const start: Place = { key: [7, 0], counter: [0, 0] };

const curated = dtypes.flatMap((dtype): OpCase<"dropoutMask">[] => [
  maskCase(dtype, "scalar", [], { ...start, threshold: 2 ** 23, kept: 2 }),
  maskCase(dtype, "keeps all", [33], { ...start, threshold: 0, kept: 1 }),
  maskCase(dtype, "keeps nothing", [33], { ...start, threshold: 2 ** 24, kept: 1 }),
  maskCase(dtype, "a factor that float32 rounds", [2, 3, 5], { ...start, threshold: 2 ** 22, kept: 1 / 0.9 }),
  // Each element at the end of a vector, of a counter and of a range.
  ...[1, 3, 4, 5, 8, 15, 16, 17, 1023].map((length) =>
    maskCase(dtype, `${length} elements`, [length], { ...start, threshold: 2 ** 23, kept: 2 }),
  ),
  // Beyond 2³² counters: the carry in the first four, in the second lane of a vector, and past all bits.
  ...[
    [full, 0],
    [full - 2, 5],
    [full - 21, 2 ** 21 - 1],
    [full - 1, full],
  ].map(([low = 0, high = 0]) =>
    maskCase(dtype, `from counter ${low}, ${high}`, [9, 40], {
      key: [0xdeadbeef, 0x1fffff],
      counter: [low, high],
      threshold: 2 ** 23,
      kept: 2,
    }),
  ),
  // All of 24 bits: a number is not below itself, and below its successor.
  ...[0, 1, 6, 15, 23].flatMap((i) =>
    [0, 1].map((more) => {
      const place: Place = { key: [full, full], counter: [full - 3, 9] };
      return maskCase(dtype, `at number ${i}, and ${more}`, [24], {
        ...place,
        threshold: Math.floor(numberAt(place, i) / 2 ** 8) + more,
        kept: 1.25,
      });
    }),
  ),
  maskCase(dtype, "large enough for threads", [40_001], { ...start, threshold: 3_333_333, kept: 1.25 }),
]);

const word = fc.integer({ min: 0, max: full });

const random = fc
  .record({
    dtype: fc.constantFrom(...dtypes),
    shape: fc.oneof(shapes(5, 6), fc.tuple(extent(700))),
    key: fc.tuple(word, word),
    counter: fc.tuple(word, word),
    threshold: fc.integer({ min: 0, max: 2 ** 24 }),
    kept: fc.float({ min: 1, max: 1000 }),
  })
  .map(({ dtype, shape, ...dynamic }) => maskCase(dtype, JSON.stringify(dynamic), shape, dynamic));

export const dropoutMask: CaseSet<"dropoutMask"> = {
  curated,
  random,
  // Nothing comes in: a case is run in the dtype of what comes out.
  dtypes: ({ dtype }) => [dtype],
};

function maskCase(dtype: DType, name: string, shape: Shape, dynamic: Dynamic<"dropoutMask">): OpCase<"dropoutMask"> {
  return { name: `${dtype}, ${name}, [${shape}]`, attrs: { dtype }, dynamic, inputs: {}, outputs: { y: shape } };
}
