import { type BinaryKind, broadcastLoops, type Kernel } from "@sepconv/backend";
import { type CpuContext, elementsOf, type FloatArray } from "../cpu-context.js";

const functions: { readonly [Kind in BinaryKind]: (a: number, b: number) => number } = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  maximum: Math.max,
  minimum: Math.min,
};

/** `y[…] = kind(a[…], b[…])`: nested loops over the broadcast extents, the innermost one written out. */
export const binary: Kernel<"binary", CpuContext> = (_context, { kind }) => {
  const evaluate = functions[kind];
  return ({ a, b }, { y }) => {
    const { extents, stridesA, stridesB } = broadcastLoops(a.shape, b.shape, y.shape);
    const left = elementsOf(a);
    const right = elementsOf(b);
    const output = elementsOf(y);
    let written = 0;
    const loop = (axis: number, fromA: number, fromB: number): void => {
      const extent = extents[axis] ?? 1;
      const stepA = stridesA[axis] ?? 0;
      const stepB = stridesB[axis] ?? 0;
      if (axis >= extents.length - 1) {
        combine(evaluate, left, fromA, stepA, right, fromB, stepB, output, written, extent);
        written += extent;
        return;
      }
      for (let i = 0; i < extent; i++) loop(axis + 1, fromA + i * stepA, fromB + i * stepB);
    };
    if (output.length > 0) loop(0, 0, 0);
  };
};

function combine(
  evaluate: (a: number, b: number) => number,
  a: FloatArray,
  fromA: number,
  stepA: number,
  b: FloatArray,
  fromB: number,
  stepB: number,
  y: FloatArray,
  fromY: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) y[fromY + i] = evaluate(a[fromA + i * stepA]!, b[fromB + i * stepB]!);
}
