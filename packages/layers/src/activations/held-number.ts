import type { DialectOption } from "../dialect.js";

/** A parameter of an activation layer as Keras writes it: Keras 2 holds it in single precision. */
export function heldNumber(value: number, { dialect }: DialectOption): number {
  return dialect === "keras2" ? Math.fround(value) : value;
}
