import { ModelFormatError, type TypedArray } from "@sepconv/backend";
import { checkRandomState, type RandomState } from "@sepconv/core";
import type { Dialect } from "@sepconv/layers";

/** What an archive's `metadata.json` says. */
export interface Metadata {
  /** The version of Keras that names are of: Keras 3 where it does not say. */
  readonly dialect: Dialect;
  /** Where the model's random streams stand, which Keras does not keep; null in its own files. */
  readonly random: readonly RandomState[] | null;
  /** What a checkpoint keeps beside the model. */
  readonly note: unknown;
}

/** The version of Keras whose files are written. */
const kerasVersion = "3.15.1";

/** The text of `metadata.json`, of which Keras reads nothing, and the arrays in the note, which belong into the weights file. */
export function writeMetadata(
  random: readonly RandomState[],
  note: unknown,
  now: Date,
): { readonly text: string; readonly arrays: readonly TypedArray[] } {
  const dateSaved = now.toISOString().slice(0, 19).replace("T", "@");
  const sepconv = { random, ...(note !== undefined && { note }) };
  const arrays: TypedArray[] = [];
  const written = (_key: string, value: unknown): unknown =>
    isTypedArray(value) ? { $array: arrays.push(value) - 1 } : writtenNumber(value);
  return { text: JSON.stringify({ keras_version: kerasVersion, date_saved: dateSaved, sepconv }, written), arrays };
}

/**
 * What a `metadata.json` says.
 *
 * @param arrayAt reads an array of the note from the weights file.
 * @throws SyntaxError, ModelFormatError, ArgumentError
 */
export function readMetadata(where: string, text: string, arrayAt: (index: number) => TypedArray): Metadata {
  const json: unknown = JSON.parse(text, (_key, value: unknown) => {
    const index = fieldOf(value, "$array");
    return typeof index === "number" ? arrayAt(index) : readNumber(value);
  });
  const version = fieldOf(json, "keras_version");
  const dialect = typeof version === "string" && version.startsWith("2.") ? "keras2" : "keras3";
  const own = fieldOf(json, "sepconv");
  if (own === undefined) return { dialect, random: null, note: undefined };
  const random = fieldOf(own, "random");
  if (!Array.isArray(random)) {
    const expected = "a list of random states";
    throw new ModelFormatError({ where, problem: '"sepconv" in the metadata is not valid', expected, got: random });
  }
  return { dialect, random: random.map((state) => checkRandomState(where, state)), note: fieldOf(own, "note") };
}

function isTypedArray(value: unknown): value is TypedArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

/** JSON has neither NaN nor infinity nor a negative zero. */
function writtenNumber(value: unknown): unknown {
  const isWritten = typeof value !== "number" || (Number.isFinite(value) && !Object.is(value, -0));
  return isWritten ? value : { $number: Object.is(value, -0) ? "-0" : String(value) };
}

function readNumber(value: unknown): unknown {
  const text = fieldOf(value, "$number");
  return typeof text === "string" ? Number(text) : value;
}
