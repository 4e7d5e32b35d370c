import { unreadable } from "./format-error.js";
import { gatherBytes, type Reading, tooLarge } from "./gather-bytes.js";
import { type NodeFileHandle, nodeFiles } from "./node-files.js";

/** In Node a string without a scheme is a path, and so is a file: URL; in a page every string is a URL. */
export function isPath(source: URL | string): boolean {
  if (nodeFiles() === undefined) return false;
  return source instanceof URL ? source.protocol === "file:" : !/^(https?|data|blob):/i.test(source);
}

/**
 * Reads a file in Node, piece by piece: a device or a pipe says no size, and may have no end.
 *
 * @throws ModelFormatError where it cannot be read, with the system's reason, or is larger than `maxBytes`.
 */
export async function readPath(where: string, path: URL | string, reading: Reading): Promise<Uint8Array> {
  let handle: NodeFileHandle | undefined;
  try {
    handle = await nodeFiles()?.open(typeof path === "string" && /^file:/i.test(path) ? new URL(path) : path);
    if (handle === undefined) return new Uint8Array();
    const { size } = await handle.stat();
    if (size > reading.maxBytes) throw tooLarge(where, size, reading.maxBytes);
    return await gatherBytes(where, handle.createReadStream(), reading, size > 0 ? size : null);
  } catch (cause) {
    throw unreadable(where, `the file ${String(path)} cannot be read`, cause);
  } finally {
    await handle?.close().catch(() => undefined);
  }
}
