import { ArgumentError } from "@sepconv/backend";
import { unreadable } from "./format-error.js";
import { nodeFiles, pathOf } from "./node-files.js";
import { isPath } from "./read-path.js";
import { writePath } from "./write-path.js";

/** A file that a page's user has chosen: what `showSaveFilePicker()` and the origin's private file system give. */
export interface FileHandleLike {
  createWritable(): Promise<WritableLike>;
}

/** A stream to write to: `WritableStream`, and what a file handle's `createWritable()` gives. */
export interface WritableLike {
  getWriter(): WriterLike;
}

export interface WriterLike {
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
  abort(reason: unknown): Promise<void>;
}

/** Where a model goes: in Node a path or a file: URL, a file handle, a stream, or null for nowhere. */
export type ModelTarget = string | URL | FileHandleLike | WritableLike | null;

/** Whether a target is one. @throws ArgumentError where it is none. */
export function checkTarget(where: string, target: unknown): ModelTarget {
  if (target === null || hasMethod<FileHandleLike>(target, "createWritable")) return target;
  if (hasMethod<WritableLike>(target, "getWriter")) return target;
  if ((typeof target === "string" || target instanceof URL) && isPath(target)) return target;
  throw new ArgumentError({
    where,
    problem: "this is no place for a model",
    expected: "in Node a path or a file: URL, a file handle, a writable stream, or null for the bytes alone",
    got: target,
  });
}

/** Writes bytes to a target. @throws ModelFormatError where it refuses, with its reason. */
export async function writeTarget(where: string, target: ModelTarget, bytes: Uint8Array): Promise<void> {
  if (target === null) return;
  if (typeof target === "string" || target instanceof URL) {
    const files = nodeFiles();
    const url = typeof target === "string" && /^file:/i.test(target) ? new URL(target) : target;
    if (files) await writePath(where, files, typeof url === "string" ? url : pathOf(url), bytes);
    return;
  }
  try {
    const stream = "createWritable" in target ? await target.createWritable() : target;
    const writer = stream.getWriter();
    try {
      await writer.write(bytes);
      await writer.close();
    } catch (cause) {
      await writer.abort(cause).catch(() => undefined);
      throw cause;
    }
  } catch (cause) {
    throw unreadable(where, "the model cannot be written", cause);
  }
}

function hasMethod<Having>(value: unknown, method: keyof Having): value is Having {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, method) === "function";
}
