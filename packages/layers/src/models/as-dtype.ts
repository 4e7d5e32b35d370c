import { type DType, type TypedArray, typedArray } from "@sepconv/backend";

/** The elements as another type; themselves where they have it. */
export function asDType(elements: TypedArray, dtype: DType): TypedArray {
  const none = typedArray(dtype, 0);
  if (elements.constructor === none.constructor) return elements;
  const converted = typedArray(dtype, elements.length);
  converted.set(elements);
  return converted;
}
