import type { BinaryKind, TypedArray } from "@sepconv/backend";

/** `y[fromY + i] = kind(a[fromA + i·stepA], b[fromB + i·stepB])` for i < count. */
export type BinaryRow = (
  a: TypedArray,
  fromA: number,
  stepA: number,
  b: TypedArray,
  fromB: number,
  stepB: number,
  y: TypedArray,
  fromY: number,
  count: number,
) => void;

/**
 * The innermost loop of each kind, written out: one loop that called the kind's function would call it for every
 * element. Storing in an int32 array keeps the lowest 32 bits, which is wrapping.
 */
export const binaryRows: { readonly [Kind in BinaryKind]: BinaryRow } = {
  add: (a, fromA, stepA, b, fromB, stepB, y, fromY, count) => {
    for (let i = 0; i < count; i++) y[fromY + i] = a[fromA + i * stepA]! + b[fromB + i * stepB]!;
  },
  sub: (a, fromA, stepA, b, fromB, stepB, y, fromY, count) => {
    for (let i = 0; i < count; i++) y[fromY + i] = a[fromA + i * stepA]! - b[fromB + i * stepB]!;
  },
  mul: (a, fromA, stepA, b, fromB, stepB, y, fromY, count) => {
    for (let i = 0; i < count; i++) y[fromY + i] = a[fromA + i * stepA]! * b[fromB + i * stepB]!;
  },
  div: (a, fromA, stepA, b, fromB, stepB, y, fromY, count) => {
    for (let i = 0; i < count; i++) y[fromY + i] = a[fromA + i * stepA]! / b[fromB + i * stepB]!;
  },
  maximum: (a, fromA, stepA, b, fromB, stepB, y, fromY, count) => {
    for (let i = 0; i < count; i++) y[fromY + i] = Math.max(a[fromA + i * stepA]!, b[fromB + i * stepB]!);
  },
  minimum: (a, fromA, stepA, b, fromB, stepB, y, fromY, count) => {
    for (let i = 0; i < count; i++) y[fromY + i] = Math.min(a[fromA + i * stepA]!, b[fromB + i * stepB]!);
  },
  gate: (a, fromA, stepA, b, fromB, stepB, y, fromY, count) => {
    for (let i = 0; i < count; i++) y[fromY + i] = a[fromA + i * stepA]! * (b[fromB + i * stepB]! > 0 ? 1 : 0);
  },
};

/** The product of int32: its lowest 32 bits lie beyond what a double holds. */
export const int32Product: BinaryRow = (a, fromA, stepA, b, fromB, stepB, y, fromY, count) => {
  for (let i = 0; i < count; i++) y[fromY + i] = Math.imul(a[fromA + i * stepA]!, b[fromB + i * stepB]!);
};
