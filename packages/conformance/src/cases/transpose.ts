import type { Shape } from "@sepconv/backend";
import fc from "fast-check";
import type { OpCase } from "../op-case.js";
import { extent, valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { uniform } from "./values.js";

const curated: readonly OpCase<"transpose">[] = [
  transposeCase([], [], 1),
  transposeCase([5], [0], 2),
  ...permutations(2).map((permutation) => transposeCase([3, 5], permutation, 3)),
  ...permutations(3).map((permutation) => transposeCase([2, 3, 4], permutation, 4)),
  ...permutations(4).map((permutation) => transposeCase([2, 3, 1, 5], permutation, 5)),
  transposeCase([2, 17, 33], [0, 2, 1], 6),
  transposeCase([70, 65], [1, 0], 7),
  transposeCase([2, 3, 1, 2, 4], [4, 2, 0, 3, 1], 8),
  transposeCase([2, 1, 2, 3, 2, 1, 2, 2], [7, 0, 6, 1, 5, 2, 4, 3], 9),
];

const random = fc
  .record({
    axes: fc.array(extent(6), { maxLength: 5 }),
    order: fc.array(fc.nat(), { minLength: 5, maxLength: 5 }),
    seed: valueSeed,
  })
  .map(({ axes, order, seed }) => {
    const permutation = axes.map((_, axis) => axis).sort((a, b) => (order[a] ?? 0) - (order[b] ?? 0));
    return transposeCase(axes, permutation, seed);
  });

export const transpose: CaseSet<"transpose"> = { curated, random };

function transposeCase(shape: Shape, permutation: readonly number[], seed: number): OpCase<"transpose"> {
  return {
    name: `[${shape}] by [${permutation}], seed ${seed}`,
    attrs: { permutation },
    dynamic: {},
    inputs: { x: uniform(shape, seed) },
    outputs: { y: permutation.map((axis) => shape[axis] ?? 1) },
  };
}

/** Every order of 0 … rank − 1. */
function permutations(rank: number): number[][] {
  if (rank === 0) return [[]];
  return permutations(rank - 1).flatMap((shorter) =>
    Array.from({ length: rank }, (_, at) => [...shorter.slice(0, at), rank - 1, ...shorter.slice(at)]),
  );
}
