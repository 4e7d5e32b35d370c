import { ArgumentError, ModelFormatError } from "@sepconv/backend";

/** Where a model comes from: bytes, a `Blob` or `File`, a URL, or in Node a path. */
export type ModelSource = Uint8Array | ArrayBuffer | Blob | URL | string;

/** Reads a source whole. @throws ModelFormatError where it is not there or larger than `maxBytes`. */
export async function readSource(where: string, source: ModelSource, maxBytes: number): Promise<Uint8Array> {
  const bytes = await bytesOf(where, source, maxBytes);
  if (bytes.length <= maxBytes) return bytes;
  throw tooLarge(where, bytes.length, maxBytes);
}

async function bytesOf(where: string, source: ModelSource, maxBytes: number): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (typeof Blob !== "undefined" && source instanceof Blob) {
    if (source.size > maxBytes) throw tooLarge(where, source.size, maxBytes);
    return new Uint8Array(await source.arrayBuffer());
  }
  if (source instanceof URL || typeof source === "string") {
    return isPath(source) ? await readPath(where, source, maxBytes) : await fetchBytes(where, source, maxBytes);
  }
  throw new ArgumentError({
    where,
    problem: "this is no source of a model",
    expected: "bytes, a Blob or File, a URL, or in Node a path",
    got: source,
  });
}

/** In Node a string without a scheme is a path, and so is a file: URL; in a page every string is a URL. */
function isPath(source: URL | string): boolean {
  if (nodeFiles() === undefined) return false;
  return source instanceof URL ? source.protocol === "file:" : !/^(https?|data|blob):/i.test(source);
}

interface NodeFiles {
  stat(path: URL | string): Promise<{ readonly size: number }>;
  readFile(path: URL | string): Promise<Uint8Array>;
}

declare const process: { getBuiltinModule?: (name: string) => NodeFiles | undefined } | undefined;

function nodeFiles(): NodeFiles | undefined {
  return typeof process === "undefined" ? undefined : process.getBuiltinModule?.("node:fs/promises");
}

async function readPath(where: string, path: URL | string, maxBytes: number): Promise<Uint8Array> {
  const files = nodeFiles();
  try {
    const size = (await files?.stat(path))?.size ?? 0;
    if (size > maxBytes) throw tooLarge(where, size, maxBytes);
    return (await files?.readFile(path)) ?? new Uint8Array();
  } catch (cause) {
    if (cause instanceof ModelFormatError) throw cause;
    throw new ModelFormatError({ where, problem: `the file ${String(path)} cannot be read`, cause });
  }
}

async function fetchBytes(where: string, url: URL | string, maxBytes: number): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new ModelFormatError({ where, problem: `${String(url)} cannot be fetched`, cause });
  }
  if (!response.ok) {
    throw new ModelFormatError({
      where,
      problem: `${String(url)} answered ${response.status}`,
      expected: "a model file",
    });
  }
  return await readBody(where, response, maxBytes);
}

/** Reads a response piece by piece, so that one without an end is given up at the limit. */
async function readBody(where: string, response: Response, maxBytes: number): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
    length += piece.value.length;
    if (length > maxBytes) {
      await reader?.cancel();
      throw tooLarge(where, length, maxBytes);
    }
    pieces.push(piece.value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}

function tooLarge(where: string, bytes: number, maxBytes: number): ModelFormatError {
  return new ModelFormatError({
    where,
    problem: "the file is too large",
    expected: `at most ${maxBytes} bytes`,
    got: bytes,
    remedy: "Pass a larger maxBytes if you trust the file.",
  });
}
