import { ModelFormatError, type Shape } from "@sepconv/backend";

/** A float32 tensor of a golden case. */
export interface GoldenTensor {
  readonly shape: Shape;
  readonly values: Float32Array;
}

/** One layer, forward and backward, as the real library computed it. */
export interface GoldenCase {
  readonly id: string;
  /** The layer's class, without its module. */
  readonly layer: string;
  /** Arguments of the constructor, in Python's names; an absent one has its default. */
  readonly args: Readonly<Record<string, unknown>>;
  readonly tensors: Readonly<Record<string, GoldenTensor>>;
  /** Gradients that the library does not compute, because the output has no steps; by the definition they are zeros. */
  readonly leftOut: readonly string[];
}

/**
 * The float32 cases of one layer class in a set of golden vectors: `NAME.json`, and `NAME.bin` with the tensors.
 *
 * @throws ModelFormatError where the files are not what their descriptions in the JSON promise.
 */
export function readGolden(file: string, json: string, data: ArrayBuffer, layer: string): GoldenCase[] {
  const root: unknown = JSON.parse(json);
  const entries = isRecord(root) ? root["cases"] : undefined;
  if (!Array.isArray(entries)) throw malformed(file, "there are no cases", root);
  return entries.flatMap((entry: unknown) => {
    const found = readCase(file, entry, data);
    return found?.layer === layer ? [found] : [];
  });
}

/** A case, or undefined where one of its tensors is not float32. */
function readCase(file: string, entry: unknown, data: ArrayBuffer): GoldenCase | undefined {
  if (!isRecord(entry) || typeof entry["id"] !== "string") throw malformed(file, "a case has no id", entry);
  const { id, args, tensors, left_out: leftOut = [] } = entry;
  const named = entry["layer"] ?? entry["api"];
  if (typeof named !== "string") throw malformed(`${file}, ${id}`, "the layer is not named", named);
  if (!isRecord(args)) throw malformed(`${file}, ${id}`, "there are no arguments", args);
  if (!isRecord(tensors)) throw malformed(`${file}, ${id}`, "there are no tensors", tensors);
  if (!isTexts(leftOut)) throw malformed(`${file}, ${id}`, "left_out does not name tensors", leftOut);
  const read: Record<string, GoldenTensor> = {};
  for (const [name, description] of Object.entries(tensors)) {
    const tensor = readTensor(`${file}, ${id}, ${name}`, description, data);
    if (tensor === undefined) return undefined;
    read[name] = tensor;
  }
  return { id, layer: named.slice(named.lastIndexOf(".") + 1), args, tensors: read, leftOut };
}

function readTensor(where: string, description: unknown, data: ArrayBuffer): GoldenTensor | undefined {
  if (!isRecord(description)) throw malformed(where, "the tensor is not described", description);
  const { dtype, shape, offset } = description;
  if (dtype !== "float32") return undefined;
  if (!isExtents(shape)) throw malformed(where, "the shape is not one", shape);
  const length = shape.reduce((product, extent) => product * extent, 1);
  if (typeof offset !== "number" || offset % 4 !== 0 || offset + 4 * length > data.byteLength) {
    throw malformed(where, `the offset does not fit a file of ${data.byteLength} bytes`, offset);
  }
  return { shape, values: new Float32Array(data, offset, length) };
}

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
