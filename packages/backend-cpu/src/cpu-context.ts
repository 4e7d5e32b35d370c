import {
  type BackendContext,
  type DType,
  elementCount,
  isFloating,
  type Operand,
  type TypedArray,
  type TypedArrayOf,
} from "@sepconv/backend";

/** Elements that CPU kernels compute with. */
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
}

/** The elements of an operand, in place. */
export function elementsOf({ handle, byteOffset, shape, dtype }: Operand<TypedArray>): FloatArray {
  const array = floats(handle, dtype);
  const start = byteOffset / array.BYTES_PER_ELEMENT;
  const length = elementCount(shape);
  return start === 0 && length === array.length ? array : array.subarray(start, start + length);
}

function floats(handle: TypedArray, dtype: DType): FloatArray {
  if (isFloating(dtype) && (handle instanceof Float32Array || handle instanceof Float64Array)) return handle;
  throw new TypeError(`cpu: a handle for ${dtype} is no floating-point array`);
}
