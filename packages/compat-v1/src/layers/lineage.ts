import type { Tensor } from "@sepconv/core";

/** A tensor's number, and the numbers of those it was made from by layers, the nearest first. */
export interface Lineage {
  readonly number: number;
  readonly ancestors: readonly number[];
}

/** How far back it reaches: a loop that feeds outputs back must not grow. */
const reach = 1000;

/** Numbers, not references: no tensor is kept alive, not even until the end of a synchronous loop, as by a WeakRef. */
const lineages = new WeakMap<Tensor, Lineage>();
let lastNumber = 0;

/** The lineage of a tensor: none but itself, where no layer made it. */
export function lineageOf(tensor: Tensor): Lineage {
  const known = lineages.get(tensor);
  if (known) return known;
  const lineage = { number: ++lastNumber, ancestors: [] };
  lineages.set(tensor, lineage);
  return lineage;
}

/** Notes that a layer made `output` from `input`. */
export function noteLineage(input: Tensor, output: Tensor): Lineage {
  const { number, ancestors } = lineageOf(input);
  const lineage = { number: ++lastNumber, ancestors: [number, ...ancestors.slice(0, reach - 1)] };
  lineages.set(output, lineage);
  return lineage;
}

/** Whether `lineage` is that of `source`, or comes down from it. */
export function stemsFrom({ number, ancestors }: Lineage, source: Tensor): boolean {
  const known = lineages.get(source);
  return known !== undefined && (known.number === number || ancestors.includes(known.number));
}
