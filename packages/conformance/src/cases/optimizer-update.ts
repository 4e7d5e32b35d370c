import { type Shape, type UpdateKind, updateKinds } from "@sepconv/backend";
import fc from "fast-check";
import type { HostArray, OpCase } from "../op-case.js";
import { shapes, valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { array, spread, uniform } from "./values.js";

/** Numbers as optimizers have them in their third step, of which float32 holds each. */
const numbers: { readonly [Kind in UpdateKind]: readonly number[] } = {
  average: [0.99, 0.01],
  sgd: [0.1],
  momentum: [0.1, 0.9],
  nesterov: [0.1, 0.9],
  lion: [0.1, 0.9, 0.1, 0.99, 0.01],
  adagrad: [0.1, 1e-7],
  adadelta: [0.5, 0.95, 0.05, 1e-7],
  rmsprop: [0.1, 0.9, 0.1, 1e-7],
  rmspropMomentum: [0.1, 0.9, 0.1, 1e-7, 0.5],
  rmspropCentered: [0.1, 0.9, 0.1, 1e-7],
  rmspropCenteredMomentum: [0.1, 0.9, 0.1, 1e-7, 0.5],
  adam: [0.02, 0.1, 0.001, 1e-7],
  amsgrad: [0.02, 0.1, 0.001, 1e-7],
  adamax: [0.1, 0.1, 0.999, 1e-7, 0.271],
  nadam: [0.1, 0.1, 0.001, 1e-7, 0.51, 0.94, 0.49, 0.88, 0.003],
  ftrl: [0.1, 0.5, 0.25, 0.125],
};

/** Which slots are averages of gradients or of updates; the others hold squares or sizes. */
const signedSlots: { readonly [Kind in UpdateKind]: readonly boolean[] } = {
  average: [],
  sgd: [],
  momentum: [true],
  nesterov: [true],
  lion: [true],
  adagrad: [false],
  adadelta: [false, false],
  rmsprop: [false],
  rmspropMomentum: [false, true],
  rmspropCentered: [false, true],
  rmspropCenteredMomentum: [false, true, true],
  adam: [true, false],
  amsgrad: [true, false, false],
  adamax: [true, false],
  nadam: [true, false],
  ftrl: [false, true],
};

const kinds = Object.keys(updateKinds) as UpdateKind[];
const lengths = [1, 2, 3, 4, 5, 7, 8, 9, 31, 1000];

const curated = kinds.flatMap((kind): OpCase<"optimizerUpdate">[] => [
  updateCase(kind, "scalar", [], 1),
  updateCase(kind, "rank 4", [2, 3, 1, 5], 2),
  ...lengths.map((length) => updateCase(kind, `${length} elements`, [length], length)),
  updateCase(kind, "no gradient", [6], 3, array([6], [0, 0, 0, 0, 0, 0])),
  updateCase(kind, "gradients of all sizes", [64], 4, spread([64], 4, -12, 6)),
  { ...updateCase(kind, "NaN", [5], 5, array([5], [1, Number.NaN, -1, 2, Number.NaN])), nonFinite: true },
]);

const random = fc
  .record({ kind: fc.constantFrom(...kinds), shape: shapes(4, 7), seed: valueSeed })
  .map(({ kind, shape, seed }) => updateCase(kind, `seed ${seed}`, shape, seed));

export const optimizerUpdate: CaseSet<"optimizerUpdate"> = { curated, random };

/** An update of weights and slots as they may be: averages of squares are above the squares of averages. */
export function updateCase(
  kind: UpdateKind,
  name: string,
  shape: Shape,
  seed: number,
  g: HostArray = uniform(shape, seed + 1, 2),
): OpCase<"optimizerUpdate"> {
  const { slots } = updateKinds[kind];
  const w = uniform(shape, seed, 2);
  const any = (index: number): HostArray => uniform(shape, seed + 2 + index, 0.5);
  const squares = (index: number): HostArray => {
    const { values } = any(index);
    return { shape, values: values.map((value) => 0.75 + value) };
  };
  const signed = signedSlots[kind];
  const slot = (index: number): HostArray => (signed[index] ? any(index) : squares(index));
  const [a, b, c] = [0, 1, 2].map((index) => (index < slots ? slot(index) : undefined));
  return {
    name: `${kind}, ${name}`,
    attrs: { kind },
    dynamic: { numbers: numbers[kind].map(Math.fround) },
    inputs: { w, g, ...(a && { a }), ...(b && { b }), ...(c && { c }) },
    outputs: { w: shape, ...(a && { a: shape }), ...(b && { b: shape }), ...(c && { c: shape }) },
  };
}
