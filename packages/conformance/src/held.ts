import { type DType, isFloating, type TypedArray, typedArray } from "@sepconv/backend";

const ends: Readonly<Record<"int32" | "bool", { readonly least: number; readonly most: number }>> = {
  int32: { least: -(2 ** 31), most: 2 ** 31 - 1 },
  bool: { least: 0, most: 1 },
};

/** Numbers as a dtype holds them: floats rounded, int32 wrapped; infinities are the ends of its range, NaN is 0. */
export function held(values: Float64Array, dtype: DType): TypedArray {
  const array = typedArray(dtype, values.length);
  if (isFloating(dtype)) array.set(values);
  else {
    const { least, most } = ends[dtype];
    array.set(values.map((x) => (Number.isFinite(x) || Number.isNaN(x) ? x : x < 0 ? least : most)));
  }
  return array;
}
