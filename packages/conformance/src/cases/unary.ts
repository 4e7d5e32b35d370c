import { type UnaryKind, unaryKinds } from "@sepconv/backend";
import fc from "fast-check";
import type { HostArray, OpCase } from "../op-case.js";
import { shapes, valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { array, spread, uniform } from "./values.js";

/** Kinds that are defined for positive numbers only. */
const positiveOnly: ReadonlySet<UnaryKind> = new Set(["sqrt", "rsqrt", "log"]);

/** Kinks, the neighbourhood of 0, where functions saturate, and where a naive formula overflows. */
const edges = [
  [0, 1, -1, 0.5, -0.5, 3, -3, 6, -6, 6.5, 2.9999998, -2.9999998, 1e-3, -1e-3, 1e-6, -1e-6, 1e-20, -1e-20],
  [8, -8, 9.5, -9.5, 17, -17, 20, -20, 40, -40, 80, -80, 0.49, -0.49, 0.51, -0.51, 0.7, -0.7, 1.5, -1.5],
  [
    -0, 2, -2, 2.5, -2.5, 2.4999998, -2.4999998, 0.99999994, -0.99999994, 1.0000001, -1.0000001, 0.50000006,
    -0.50000006,
  ],
  [3.5, -3.5, 5, -5, 12, -12, 13.5, -13.5],
].flat();

/** Where eˣ leaves the range of float32: right answers are 0, 1, x and their like. */
const saturated = [100, -100, 1000, -1000, 1e6, -1e6];

/** softsign and silu are ∞/∞ at ±∞, NaN, as in TensorFlow: the formula, not its limit. */
const notFinite = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

const curated = unaryKinds.flatMap((kind): OpCase<"unary">[] => [
  unaryCase(
    kind,
    "edges",
    array(
      [edges.length],
      edges.map((x) => inDomain(kind, x)),
    ),
  ),
  unaryCase(kind, "scalar", array([], [0.75])),
  unaryCase(kind, "rank 5", spreadFor(kind, [2, 3, 1, 4, 5], 5)),
  ...[1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 1000].map((length) =>
    unaryCase(kind, `${length} elements`, spreadFor(kind, [length], length)),
  ),
  ...(growsFast(kind)
    ? []
    : [
        unaryCase(
          kind,
          "saturated",
          array(
            [6],
            saturated.map((x) => inDomain(kind, x)),
          ),
        ),
      ]),
  { ...unaryCase(kind, "not finite", array([3], notFinite)), nonFinite: true },
  ...beyond(kind),
]);

const random = fc
  .record({ kind: fc.constantFrom(...unaryKinds), shape: shapes(5, 6), seed: valueSeed })
  .map(({ kind, shape, seed }) => unaryCase(kind, `seed ${seed}`, spreadFor(kind, shape, seed)));

export const unary: CaseSet<"unary"> = { curated, random };

function unaryCase(kind: UnaryKind, name: string, x: HostArray): OpCase<"unary"> {
  return { name: `${kind}, ${name}`, attrs: { kind }, dynamic: {}, inputs: { x }, outputs: { y: x.shape } };
}

function spreadFor(kind: UnaryKind, shape: readonly number[], seed: number): HostArray {
  const { values } = seed % 2 === 0 ? spread(shape, seed, -12, 6) : uniform(shape, seed, 4);
  return { shape, values: values.map((x) => inDomain(kind, x)) };
}

function inDomain(kind: UnaryKind, x: number): number {
  return positiveOnly.has(kind) ? Math.abs(x) || 0.25 : x;
}

/** Kinds whose value at 1000 is beyond float32. */
function growsFast(kind: UnaryKind): boolean {
  return kind === "exp";
}

/** Arguments outside the domain, and results beyond the range. */
function beyond(kind: UnaryKind): OpCase<"unary">[] {
  const values = { sqrt: [-1, -1e-20], rsqrt: [0, -1], log: [0, -1], exp: [89, 1000, -1000] }[kind as string];
  if (values === undefined) return [];
  return [{ ...unaryCase(kind, "beyond", array([values.length], values)), nonFinite: true }];
}
