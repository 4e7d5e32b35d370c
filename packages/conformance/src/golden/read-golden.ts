import { ModelFormatError, type Shape } from "@sepconv/backend";
import { halvesToSingles } from "./half.js";

const dtypes = ["float16", "float32", "float64"] as const;

export type GoldenDType = (typeof dtypes)[number];

/** A tensor of a golden case; float16 as the numbers that it stands for. */
export interface GoldenTensor {
  readonly shape: Shape;
  readonly values: Float32Array | Float64Array;
}

/** One layer, forward and backward, as the real library computed it. */
export interface GoldenCase {
  readonly id: string;
  /** The layer's class, without its module. */
  readonly layer: string;
  /** Arguments of the constructor, in Python's names; an absent one has its default. */
  readonly args: Readonly<Record<string, unknown>>;
  /** What the library computed with: the dtype of all tensors. */
  readonly dtype: GoldenDType;
  readonly tensors: Readonly<Record<string, GoldenTensor>>;
  /** Gradients that the library does not compute, because the output has no steps; by the definition they are zeros. */
  readonly leftOut: readonly string[];
}

/**
 * The cases of a set of golden vectors: `NAME.json`, and `NAME.bin` with the tensors.
 *
 * @throws ModelFormatError where the files are not what their descriptions in the JSON promise.
 */
export function readGolden(file: string, json: string, data: ArrayBuffer): GoldenCase[] {
  const root: unknown = JSON.parse(json);
  const entries = isRecord(root) ? root["cases"] : undefined;
  if (!Array.isArray(entries)) throw malformed(file, "there are no cases", root);
  return entries.map((entry: unknown) => readCase(file, entry, data));
}

function readCase(file: string, entry: unknown, data: ArrayBuffer): GoldenCase {
  if (!isRecord(entry) || typeof entry["id"] !== "string") throw malformed(file, "a case has no id", entry);
  const { id, args, tensors, left_out: leftOut = [] } = entry;
  const where = `${file}, ${id}`;
  const named = entry["layer"] ?? entry["api"];
  if (typeof named !== "string") throw malformed(where, "the layer is not named", named);
  if (!isRecord(args)) throw malformed(where, "there are no arguments", args);
  if (!isRecord(tensors)) throw malformed(where, "there are no tensors", tensors);
  if (!isTexts(leftOut)) throw malformed(where, "left_out does not name tensors", leftOut);
  const { x } = tensors;
  const dtype = isRecord(x) ? dtypes.find((known) => known === x["dtype"]) : undefined;
  if (dtype === undefined) throw malformed(where, "x has no dtype that floats", x);
  const read = Object.entries(tensors).map(([name, description]) => [
    name,
    readTensor(`${where}, ${name}`, description, dtype, data),
  ]);
  const layer = named.slice(named.lastIndexOf(".") + 1);
  return { id, layer, args, dtype, tensors: Object.fromEntries(read), leftOut };
}

function readTensor(where: string, description: unknown, dtype: GoldenDType, data: ArrayBuffer): GoldenTensor {
  if (!isRecord(description)) throw malformed(where, "the tensor is not described", description);
  const { shape, offset } = description;
  if (description["dtype"] !== dtype) throw malformed(where, `the dtype is not x's, ${dtype}`, description["dtype"]);
  if (!isExtents(shape)) throw malformed(where, "the shape is not one", shape);
  const length = shape.reduce((product, extent) => product * extent, 1);
  const bytes = length * bytesOf[dtype];
  if (typeof offset !== "number" || offset < 0 || offset % 8 !== 0 || offset + bytes > data.byteLength) {
    throw malformed(where, `the offset does not fit a file of ${data.byteLength} bytes`, offset);
  }
  if (dtype === "float16") return { shape, values: halvesToSingles(new Uint16Array(data, offset, length)) };
  return { shape, values: new (dtype === "float32" ? Float32Array : Float64Array)(data, offset, length) };
}

const bytesOf: Readonly<Record<GoldenDType, number>> = { float16: 2, float32: 4, float64: 8 };

function malformed(where: string, problem: string, got: unknown): ModelFormatError {
  return new ModelFormatError({ where, problem, expected: "the format of the golden vectors", got });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isExtents(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((extent) => Number.isInteger(extent) && extent >= 0);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((text) => typeof text === "string");
}
