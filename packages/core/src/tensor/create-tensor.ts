import {
  ArgumentError,
  type DType,
  elementCount,
  isDType,
  maxRank,
  type Shape,
  ShapeError,
  type TypedArray,
  typedArray,
} from "@sepconv/backend";
import { Slot, SlotOwner } from "../engine/slot.js";
import { flatten, type NestedArray, shapeOfNested } from "./nested-array.js";
import { Tensor } from "./tensor.js";

/** What `tensor()` makes a tensor of. */
export type TensorData = TypedArray | NestedArray;

/**
 * A tensor from numbers. It rests on the host until an op takes it to a device. The data are copied.
 *
 * @param data a typed array with `shape`, or nested arrays, whose shape is their own unless one is given.
 * @param shape extents; their product is the number of elements.
 * @param dtype by default that of the typed array; float32 for numbers and bool for booleans.
 * @throws ShapeError where the shape does not fit the data. @throws ArgumentError for data that are no numbers.
 * @example
 * tensor([[1, 2], [3, 4]]).shape; // [2, 2]
 */
export function tensor(data: TensorData, shape?: Shape, dtype?: DType): Tensor {
  const array = hostArray("tensor", data, shape, dtype);
  return new Tensor(hostSlot(array.elements, array.dtype), array.shape);
}

/** A tensor that takes over an array, which nobody writes any more. @internal */
export function adoptedTensor(elements: TypedArray, shape: Shape, dtype: DType): Tensor {
  return new Tensor(hostSlot(elements, dtype), shape);
}

/** Zeros of a shape, on the host. Default dtype: float32. @throws ShapeError where the shape is none. */
export function zeros(shape: Shape, dtype: DType = "float32"): Tensor {
  return filled("zeros", shape, dtype, 0);
}

/** Ones of a shape, on the host. Default dtype: float32. @throws ShapeError where the shape is none. */
export function ones(shape: Shape, dtype: DType = "float32"): Tensor {
  return filled("ones", shape, dtype, 1);
}

/** One number as a tensor of shape `[]`, on the host. Default dtype: float32. */
export function scalar(value: number, dtype: DType = "float32"): Tensor {
  return filled("scalar", [], dtype, value);
}

function filled(where: string, shape: Shape, dtype: DType, value: number): Tensor {
  checkShape(where, shape);
  checkDTypeName(where, dtype);
  const elements = typedArray(dtype, elementCount(shape)).fill(value);
  return new Tensor(hostSlot(elements, dtype), [...shape]);
}

/** A slot of its own for elements on the host. @internal */
export function hostSlot(elements: TypedArray, dtype: DType): SlotOwner {
  return new SlotOwner(new Slot(dtype, elements.length, elements, null));
}

/** A host copy of user data with its shape and dtype settled. @internal */
export function hostArray(
  where: string,
  data: TensorData,
  shape?: Shape,
  dtype?: DType,
): { elements: TypedArray; shape: number[]; dtype: DType } {
  if (dtype !== undefined) checkDTypeName(where, dtype);
  const source = dtypeOfArray(data);
  const natural = source === null ? shapeOfNested(data as NestedArray) : [(data as TypedArray).length];
  checkShape(where, natural);
  const values = source === null ? flatten(where, data as NestedArray, natural) : (data as TypedArray);
  const target = dtype ?? source ?? (holdsBooleans(data as NestedArray) ? "bool" : "float32");
  const extents = shape ?? natural;
  checkShape(where, extents);
  if (elementCount(extents) !== values.length) {
    throw new ShapeError({
      where,
      problem: "the shape does not fit the data",
      expected: `a shape of ${values.length} elements`,
      got: extents,
    });
  }
  const elements = typedArray(target, values.length);
  if (target === "bool") for (let index = 0; index < values.length; index++) elements[index] = values[index] ? 1 : 0;
  else elements.set(values);
  return { elements, shape: [...extents], dtype: target };
}

/** @throws ArgumentError for an unknown dtype. @internal */
export function checkDTypeName(where: string, dtype: DType): void {
  if (isDType(dtype)) return;
  throw new ArgumentError({
    where,
    problem: "dtype is unknown",
    expected: '"float32", "float64", "int32" or "bool"',
    got: dtype,
  });
}

const mostElements = 2 ** 31 - 1;

/** @throws ShapeError where `shape` is none. @internal */
export function checkShape(where: string, shape: Shape): void {
  // Array.from, because `every` passes over holes.
  const valid = Array.isArray(shape) && Array.from(shape).every((extent) => Number.isInteger(extent) && extent >= 0);
  if (!valid || shape.length > maxRank || elementCount(shape) > mostElements) {
    throw new ShapeError({
      where,
      problem: "the shape is not one",
      expected: `at most ${maxRank} whole numbers, none negative, for at most ${mostElements} elements`,
      got: shape,
    });
  }
}

function dtypeOfArray(data: TensorData): DType | null {
  if (data instanceof Float32Array) return "float32";
  if (data instanceof Float64Array) return "float64";
  if (data instanceof Int32Array) return "int32";
  if (data instanceof Uint8Array) return "bool";
  return null;
}

function holdsBooleans(data: NestedArray): boolean {
  let first: NestedArray | undefined = data;
  while (Array.isArray(first)) first = first[0];
  return typeof first === "boolean";
}
