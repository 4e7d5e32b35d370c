import { ArgumentError, ModelFormatError } from "@sepconv/backend";
import { unreadable } from "./format-error.js";
import { aborted, gatherBytes, type Reading, tooLarge } from "./gather-bytes.js";
import { isPath, readPath } from "./read-path.js";

/** Where a model comes from: bytes, a `Blob` or `File`, a URL, or in Node a path. */
export type ModelSource = Uint8Array | ArrayBuffer | Blob | URL | string;

/**
 * Reads a source whole.
 *
 * @throws ModelFormatError where it is not there, breaks off, or is larger than `maxBytes`. @throws AbortedError when the
 *   signal fires.
 */
export async function readSource(where: string, source: ModelSource, reading: Reading): Promise<Uint8Array> {
  if (reading.signal?.aborted) throw aborted(where);
  const bytes = await bytesOf(where, source, reading);
  if (reading.signal?.aborted) throw aborted(where);
  if (bytes.length <= reading.maxBytes) return bytes;
  throw tooLarge(where, bytes.length, reading.maxBytes);
}

async function bytesOf(where: string, source: ModelSource, reading: Reading): Promise<Uint8Array> {
  // As a plain array: the slices of Node's Buffer are no copies.
  if (source instanceof Uint8Array) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (typeof Blob !== "undefined" && source instanceof Blob) return await readBlob(where, source, reading.maxBytes);
  if (source instanceof URL || typeof source === "string") {
    return isPath(source) ? await readPath(where, source, reading) : await fetchBytes(where, source, reading);
  }
  throw new ArgumentError({
    where,
    problem: "this is no source of a model",
    expected: "bytes, a Blob or File, a URL, or in Node a path",
    got: source,
  });
}

async function readBlob(where: string, blob: Blob, maxBytes: number): Promise<Uint8Array> {
  if (blob.size > maxBytes) throw tooLarge(where, blob.size, maxBytes);
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    const name = "name" in blob && typeof blob.name === "string" ? `the file ${blob.name}` : "the Blob";
    throw unreadable(where, `${name} cannot be read`, cause);
  }
}

async function fetchBytes(where: string, url: URL | string, reading: Reading): Promise<Uint8Array> {
  const name = shownUrl(url);
  let response: Response;
  try {
    response = await fetch(url, reading.signal instanceof AbortSignal ? { signal: reading.signal } : {});
  } catch (cause) {
    if (reading.signal?.aborted) throw aborted(where);
    throw unreadable(where, `${name} cannot be fetched`, cause);
  }
  if (!response.ok) {
    throw new ModelFormatError({ where, problem: `${name} answered ${response.status}`, expected: "a model file" });
  }
  try {
    const total = Number(response.headers.get("content-length") ?? 0);
    return await gatherBytes(where, piecesOf(response), reading, total > 0 ? total : null);
  } catch (cause) {
    if (reading.signal?.aborted) throw aborted(where);
    throw unreadable(where, `${name} broke off`, cause);
  }
}

/** The pieces of a response's body; leaving the loop ends the transfer. */
async function* piecesOf(response: Response): AsyncGenerator<Uint8Array, void> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      ended = done;
      if (done) return;
      yield value;
    }
  } finally {
    // A stream that failed refuses to be cancelled; its own error is the one to tell.
    if (!ended) await reader.cancel().catch(() => undefined);
  }
}

/** A data: URL carries the whole file. */
function shownUrl(url: URL | string): string {
  const text = String(url);
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
}
