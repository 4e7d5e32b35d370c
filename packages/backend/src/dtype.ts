/** Element types of a tensor. `bool` is stored as one byte, 0 or 1. */
export type DType = "float32" | "float64" | "int32" | "bool";

/** The typed array that holds elements of each dtype on the host. */
export interface TypedArrayOf {
  float32: Float32Array;
  float64: Float64Array;
  int32: Int32Array;
  bool: Uint8Array;
}

export type TypedArray = TypedArrayOf[DType];

/** Size of one element in bytes. */
export const bytesPerElement: { readonly [D in DType]: number } = { float32: 4, float64: 8, int32: 4, bool: 1 };

const arrays: { readonly [D in DType]: new (length: number) => TypedArrayOf[D] } = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  bool: Uint8Array,
};

/** A zero-filled host array of `length` elements. */
export function typedArray<D extends DType>(dtype: D, length: number): TypedArrayOf[D] {
  return new arrays[dtype](length);
}

/** The bytes of a typed array, without a copy. */
export function bytesOf(array: TypedArray): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

export function isDType(value: unknown): value is DType {
  return typeof value === "string" && Object.hasOwn(bytesPerElement, value);
}

export function isFloating(dtype: DType): dtype is "float32" | "float64" {
  return dtype === "float32" || dtype === "float64";
}
