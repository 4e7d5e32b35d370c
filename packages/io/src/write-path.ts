import type { SepconvError } from "@sepconv/backend";
import { unreadable } from "./format-error.js";
import type { NodeFiles } from "./node-files.js";

/** What may be done about what the system says. */
const remedies: Readonly<Record<string, string>> = {
  ENOSPC: "Make room on the disk.",
  EDQUOT: "Make room on the disk.",
  EACCES: "Give the process the right to write there.",
  EPERM: "Give the process the right to write there.",
  EROFS: "Choose a place that can be written to.",
  ENOENT: "Make the directory first.",
};

let written = 0;

/**
 * Writes a file in Node: beside it first, then in its place, so that what was there stays whole until the new one is.
 *
 * @throws ModelFormatError where it cannot be written, with the system's reason.
 */
export async function writePath(where: string, files: NodeFiles, path: string, bytes: Uint8Array): Promise<void> {
  const cut = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1;
  const beside = `${path.slice(0, cut)}.${path.slice(cut)}.${Date.now().toString(36)}${written++}.tmp`;
  try {
    const handle = await files.open(beside, "wx");
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await files.rename(beside, path);
  } catch (cause) {
    await files.rm(beside, { force: true }).catch(() => undefined);
    throw unwritable(where, `the file ${path} cannot be written`, cause);
  }
}

/** An error for what the system refused, with what may be done. */
export function unwritable(where: string, problem: string, cause: unknown): SepconvError {
  const code: unknown = cause instanceof Error ? Reflect.get(cause, "code") : undefined;
  const remedy = typeof code === "string" && Object.hasOwn(remedies, code) ? remedies[code] : undefined;
  return unreadable(where, problem, cause, remedy);
}
