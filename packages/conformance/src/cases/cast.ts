import type { DType } from "@sepconv/backend";
import fc from "fast-check";
import type { HostArray, OpCase } from "../op-case.js";
import { shapes, valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { array, spread } from "./values.js";

const dtypes: readonly DType[] = ["float32", "float64", "int32", "bool"];

/** Fractions on either side of whole numbers, zeros, and numbers that a float32 rounds. All of them fit int32. */
const edges = [0, -0, 0.5, -0.5, 0.99, -0.99, 1.5, -1.5, 2.5, -2.5, 1e-20, -1e-20, 1000.7, -1000.7, 2047 + 2 ** -20];

const curated = dtypes.flatMap((dtype): OpCase<"cast">[] => [
  castCase(dtype, "edges", array([edges.length], edges)),
  castCase(dtype, "scalar", array([], [-1.25])),
  ...[[1], [7], [2, 3, 4], [300]].map((shape, seed) => castCase(dtype, `[${shape}]`, spread(shape, seed, -3, 10))),
  ...(dtype === "int32"
    ? []
    : [
        {
          ...castCase(
            dtype,
            "not finite",
            array([3], [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]),
          ),
          nonFinite: true,
        },
      ]),
]);

const random = fc
  .record({ dtype: fc.constantFrom(...dtypes), shape: shapes(5, 6), seed: valueSeed })
  .map(({ dtype, shape, seed }) => castCase(dtype, `seed ${seed}`, spread(shape, seed, -3, 10)));

export const cast: CaseSet<"cast"> = { curated, random };

function castCase(dtype: DType, name: string, x: HostArray): OpCase<"cast"> {
  return { name: `to ${dtype}, ${name}`, attrs: { dtype }, dynamic: {}, inputs: { x }, outputs: { y: x.shape } };
}
