import { ModelFormatError } from "@sepconv/backend";
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

/** The text of `metadata.json`. Keras reads none of it. */
export function writeMetadata(random: readonly RandomState[], note: unknown, now: Date): string {
  const dateSaved = now.toISOString().slice(0, 19).replace("T", "@");
  const sepconv = { random, ...(note !== undefined && { note }) };
  return JSON.stringify({ keras_version: kerasVersion, date_saved: dateSaved, sepconv }, writtenNumber);
}

/** What a `metadata.json` says. @throws SyntaxError, ModelFormatError, ArgumentError */
export function readMetadata(where: string, text: string): Metadata {
  const json: unknown = JSON.parse(text, readNumber);
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

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

/** JSON has neither NaN nor infinity nor a negative zero. */
function writtenNumber(_key: string, value: unknown): unknown {
  const isWritten = typeof value !== "number" || (Number.isFinite(value) && !Object.is(value, -0));
  return isWritten ? value : { $number: Object.is(value, -0) ? "-0" : String(value) };
}

function readNumber(_key: string, value: unknown): unknown {
  const text = fieldOf(value, "$number");
  return typeof text === "string" ? Number(text) : value;
}
