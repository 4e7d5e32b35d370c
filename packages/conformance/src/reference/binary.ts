import type { BinaryKind } from "@sepconv/backend";
import type { HostArray, OpCase } from "../op-case.js";
import { flatIndex, positions } from "./positions.js";
import type { ReferenceOutputs } from "./reference.js";

const functions: { readonly [Kind in BinaryKind]: (a: number, b: number) => number } = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  maximum: (a, b) => Math.max(a, b),
  minimum: (a, b) => Math.min(a, b),
};

/** `y = kind(a, b)` with broadcasting. */
export function binary({ attrs: { kind }, inputs: { a, b }, outputs }: OpCase<"binary">): ReferenceOutputs<"binary"> {
  const values = [...positions(outputs.y)].map((position) =>
    functions[kind](stretched(a, position), stretched(b, position)),
  );
  return { y: { values: Float64Array.from(values), terms: 0, final: { kind } } };
}

/** The element of `array` that a position of the result sees: axes count from the end, an extent of 1 has one index. */
function stretched(array: HostArray, position: readonly number[]): number {
  const own = position.slice(position.length - array.shape.length);
  const index = own.map((i, axis) => (array.shape[axis] === 1 ? 0 : i));
  return array.values[flatIndex(array.shape, index)]!;
}
