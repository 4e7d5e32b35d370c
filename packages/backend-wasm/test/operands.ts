import {
  type Backend,
  bytesOf,
  type ConstantKey,
  type DType,
  elementCount,
  type Operand,
  type OperandType,
  type Shape,
  typedArray,
} from "@sepconv/backend";

/** A float32 value in the backend's memory; NaN everywhere when it gets no values, as an output before its launch. */
export function operand(
  backend: Backend<number>,
  shape: Shape,
  values?: readonly number[] | Float32Array,
  constant: ConstantKey | null = null,
): Operand<number> {
  const length = elementCount(shape);
  if (values && values.length !== length) throw new RangeError(`${values.length} values for ${length} elements`);
  const handle = backend.allocate("float32", length);
  const placed = { handle, byteOffset: 0, dtype: "float32", shape, constant } as const;
  overwrite(backend, placed, values ?? new Float32Array(length).fill(Number.NaN));
  return placed;
}

/** The same of any dtype; bytes of 255 when it gets no values. */
export function operandOf(
  backend: Backend<number>,
  dtype: DType,
  shape: Shape,
  values?: readonly number[],
): Operand<number> {
  const array = typedArray(dtype, elementCount(shape));
  if (values) array.set(values);
  else bytesOf(array).fill(255);
  const handle = backend.allocate(dtype, array.length);
  backend.write(handle, 0, bytesOf(array));
  return { handle, byteOffset: 0, dtype, shape, constant: null };
}

export function overwrite(
  backend: Backend<number>,
  { handle, byteOffset }: Operand<number>,
  values: readonly number[] | Float32Array,
): void {
  backend.write(handle, byteOffset, new Uint8Array(Float32Array.from(values).buffer));
}

/** What a plan may know of an operand, with the extents of these axes. */
export function typeOf({ dtype, shape }: Operand<number>, staticAxes: readonly number[] = []): OperandType {
  return { dtype, rank: shape.length, static: staticAxes.map((axis) => shape[axis] ?? Number.NaN) };
}

export function valuesOf(backend: Backend<number>, value: Operand<number>): number[] {
  return [...requireReadSync(backend)(value)];
}

export function requireReadSync(backend: Backend<number>): NonNullable<Backend<number>["readSync"]> {
  if (!backend.readSync) throw new Error("this backend reads at once");
  return backend.readSync;
}

/** A launch that is there, or a failed test. */
export function planned<Launch>(launch: Launch | undefined): Launch {
  if (!launch) throw new Error("there is no kernel");
  return launch;
}
