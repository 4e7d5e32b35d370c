import { type BinaryKind, binaryKinds, type DType, type Shape } from "@sepconv/backend";
import fc from "fast-check";
import type { HostArray, OpCase } from "../op-case.js";
import { valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { randomShapePairs, shapePairs, stretchedShape } from "./shape-pairs.js";
import { array, spread } from "./values.js";

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

const curated = binaryKinds.flatMap((kind): OpCase<"binary">[] => [
  ...shapePairs.map(([a, b], index) => seededCase(kind, a, b, 2 * index + 1)),
  // As int32 these reach the ends of the range, and beyond.
  binaryCase(kind, "large operands", array([4], [2047, -2048, 1024, -1.5]), array([4], [2047, -2047, 1024, 2047])),
  binaryCase(kind, "equal operands", array([4], [1, -2, 0.5, 3]), array([4], [1, -2, 0.5, 3])),
  {
    ...binaryCase(kind, "NaN on either side", array([4], [nan, 1, nan, 2]), array([4], [1, nan, nan, -3])),
    nonFinite: true,
  },
  {
    ...binaryCase(
      kind,
      "infinities and zeros",
      array([5], [infinity, -infinity, 1, -1, 0]),
      array([5], [2, 2, 0, 0, 0]),
    ),
    nonFinite: true,
  },
]);

const random = fc
  .record({ kind: fc.constantFrom(...binaryKinds), pair: randomShapePairs, seed: valueSeed })
  .map(({ kind, pair, seed }) => seededCase(kind, pair.a, pair.b, seed));

const floats: readonly DType[] = ["float32", "float64"];

/** Integers are neither divided nor gated, and truth values have maximum and minimum alone. */
const dtypes: { readonly [Kind in BinaryKind]: readonly DType[] } = {
  add: [...floats, "int32"],
  sub: [...floats, "int32"],
  mul: [...floats, "int32"],
  div: floats,
  maximum: [...floats, "int32", "bool"],
  minimum: [...floats, "int32", "bool"],
  gate: floats,
};

export const binary: CaseSet<"binary"> = { curated, random, dtypes: ({ kind }) => dtypes[kind] };

function seededCase(kind: BinaryKind, a: Shape, b: Shape, seed: number): OpCase<"binary"> {
  const name = `[${a}] with [${b}], seed ${seed}`;
  return binaryCase(kind, name, spread(a, seed, -6, 6), spread(b, seed + 1, -6, 6));
}

function binaryCase(kind: BinaryKind, name: string, a: HostArray, b: HostArray): OpCase<"binary"> {
  const outputs = { y: stretchedShape(a.shape, b.shape) };
  return { name: `${kind}, ${name}`, attrs: { kind }, dynamic: {}, inputs: { a, b }, outputs };
}
