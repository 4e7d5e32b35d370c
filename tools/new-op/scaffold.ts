import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { kebabCase, readOps } from "./read-ops.ts";
import { tableLines, withLine } from "./table-lines.ts";
import { newFiles } from "./templates.ts";

/**
 * Writes the files of a new op and its lines in the tables.
 *
 * @param name in camelCase, as an op's function is called.
 * @returns the paths of all files that were written or changed, from the root.
 * @throws Error for a name that is none or taken, before anything is written.
 */
export function scaffold(root: string, name: string, fused: boolean): readonly string[] {
  if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) {
    throw new Error(`new-op: this is no name of an op; expected camelCase, such as "depthToSpace", got "${name}".`);
  }
  if (readOps(root).some((op) => op.name === name)) {
    throw new Error(`new-op: the op exists; expected a name that OpSpecs does not have, got "${name}".`);
  }
  const op = { name, basename: kebabCase(name), fused };
  const files = newFiles(op);
  const taken = [...files.keys()].find((path) => existsSync(join(root, path)));
  if (taken !== undefined) throw new Error(`new-op: a file is in the way; expected none, got "${taken}".`);
  // Every text first, so that a table without a place for its line leaves everything as it was.
  const tables = tableLines(op).map((line) => {
    return [line.file, withLine(readFileSync(join(root, line.file), "utf8"), line)] as const;
  });
  const written = [...files, ...tables];
  for (const [path, text] of written) writeFileSync(join(root, path), text);
  return written.map(([path]) => path);
}
