import type { DType } from "./dtype.js";
import type { Shape } from "./shape.js";

/**
 * What marks an operand as a weight, so that a backend may keep it packed. Its identity is the variable; `version`
 * grows with each update, and a backend packs again when it sees another version than the packed one.
 */
export interface ConstantKey {
  readonly version: number;
}

/**
 * A value as kernels see it: row-major elements in a backend's memory, from `byteOffset` on, a multiple of 256.
 *
 * @typeParam H what the backend calls a piece of memory: an address, a buffer, a typed array.
 */
export interface Operand<H> {
  readonly handle: H;
  readonly byteOffset: number;
  readonly dtype: DType;
  readonly shape: Shape;
  /** The variable that this value belongs to, or null for a value that is not a variable: those are never packed. */
  readonly constant: ConstantKey | null;
}

/** What a plan may depend on: no extent but those that the op spec calls static. */
export interface OperandType {
  readonly dtype: DType;
  readonly rank: number;
  /** Extents of the axes that the op spec lists in `staticAxes`, in that order. */
  readonly static: readonly number[];
}
