import { type BackendContext, elementCount, type Operand, type TypedArray, type TypedArrayOf } from "@sepconv/backend";

/** Elements that most kernels compute with. */
export type FloatArray = TypedArrayOf["float32"] | TypedArrayOf["float64"];

/** The CPU's world: handles are typed arrays, which the garbage collector owns; one scratch array for all kernels. */
export class CpuContext implements BackendContext<TypedArray> {
  declare readonly handleType?: TypedArray;
  launches = 0;
  peakScratchBytes = 0;
  #scratch = new Float64Array(0);

  /** Float64 scratch of `length` elements with undefined content, until the next call. */
  scratch(length: number): Float64Array {
    if (this.#scratch.length < length) this.#scratch = new Float64Array(length);
    this.peakScratchBytes = Math.max(this.peakScratchBytes, this.#scratch.byteLength);
    return this.#scratch;
  }

  /** Scratch of several lengths at once, side by side. */
  scratches<Lengths extends readonly number[]>(
    ...lengths: Lengths
  ): { readonly [Index in keyof Lengths]: Float64Array } {
    const whole = this.scratch(lengths.reduce((total, length) => total + length, 0));
    let start = 0;
    const parts = lengths.map((length) => {
      start += length;
      return whole.subarray(start - length, start);
    });
    return parts as { readonly [Index in keyof Lengths]: Float64Array };
  }
}

/** The floating-point elements of an operand, in place. */
export function elementsOf(operand: Operand<TypedArray>): FloatArray {
  const array = numbersOf(operand);
  if (array instanceof Float32Array || array instanceof Float64Array) return array;
  throw new TypeError(`cpu: a handle for ${operand.dtype} is no floating-point array`);
}

/** The elements of an operand of any dtype, in place. */
export function numbersOf({ handle, byteOffset, shape }: Operand<TypedArray>): TypedArray {
  const start = byteOffset / handle.BYTES_PER_ELEMENT;
  const length = elementCount(shape);
  return start === 0 && length === handle.length ? handle : handle.subarray(start, start + length);
}

/** Elements by their width alone: what a kernel sees that moves them and computes nothing. */
export type Bits = Int32Array | Float64Array | Uint8Array;

/**
 * The bits of an operand of any dtype, in place. float32 and int32 look alike, so that the loops that move elements see
 * few kinds of arrays and stay fast, and a NaN keeps its payload.
 */
export function bitsOf(operand: Operand<TypedArray>): Bits {
  const array = numbersOf(operand);
  return array instanceof Float32Array ? new Int32Array(array.buffer, array.byteOffset, array.length) : array;
}
