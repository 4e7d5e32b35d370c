import { type DType, isDType, ModelFormatError, type Shape, type TypedArray, typedArray } from "@sepconv/backend";

/** A tensor of a set of golden vectors, of any dtype. */
export interface Vector {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly values: TypedArray;
}

/** One case of a set: its fields as the file has them, and its tensors. */
export interface VectorCase {
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly tensors: Readonly<Record<string, Vector>>;
}

/**
 * The cases of a set of golden vectors: `NAME.json`, and `NAME.bin` with the tensors, row-major and little-endian.
 *
 * @throws ModelFormatError where the files are not what their descriptions in the JSON promise.
 */
export function readVectors(file: string, json: string, data: ArrayBuffer): VectorCase[] {
  const root: unknown = JSON.parse(json);
  const entries = isRecord(root) ? root["cases"] : undefined;
  if (!Array.isArray(entries)) throw malformed(file, "there are no cases", root);
  return entries.map((fields: unknown) => {
    if (!isRecord(fields) || typeof fields["id"] !== "string") throw malformed(file, "a case has no id", fields);
    const { id, tensors = {} } = fields;
    if (!isRecord(tensors)) throw malformed(`${file}, ${id}`, "tensors are not described", tensors);
    const read = Object.entries(tensors).map(([name, description]) => [
      name,
      readVector(`${file}, ${id}, ${name}`, description, data),
    ]);
    return { id, fields, tensors: Object.fromEntries(read) };
  });
}

function readVector(where: string, description: unknown, data: ArrayBuffer): Vector {
  if (!isRecord(description)) throw malformed(where, "the tensor is not described", description);
  const { dtype, shape, offset } = description;
  if (!isDType(dtype)) throw malformed(where, "the dtype is unknown", dtype);
  if (!isShape(shape)) throw malformed(where, "the shape is not one", shape);
  const values = typedArray(
    dtype,
    shape.reduce((product, extent) => product * extent, 1),
  );
  if (typeof offset !== "number" || offset < 0 || offset + values.byteLength > data.byteLength) {
    throw malformed(where, `the offset does not fit a file of ${data.byteLength} bytes`, offset);
  }
  new Uint8Array(values.buffer).set(new Uint8Array(data, offset, values.byteLength));
  return { dtype, shape, values };
}

function malformed(where: string, problem: string, got: unknown): ModelFormatError {
  return new ModelFormatError({ where, problem, expected: "the format of the golden vectors", got });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isShape(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((extent) => Number.isInteger(extent) && extent >= 0);
}
