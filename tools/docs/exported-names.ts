import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseSync } from "vite";

/**
 * The names of the values that a module of a package exports, those of `export * from "./…"` included.
 *
 * @param file absolute path of the source
 */
export function exportedNames(file: string): ReadonlySet<string> {
  const names = new Set<string>();
  collect(file, names, new Set());
  return names;
}

function collect(file: string, names: Set<string>, visited: Set<string>): void {
  if (visited.has(file) || !existsSync(file)) return;
  visited.add(file);
  const { module } = parseSync(file, readFileSync(file, "utf8"));
  for (const { entries } of module.staticExports) {
    for (const { exportName, isType, moduleRequest } of entries) {
      if (isType) continue;
      if (exportName.kind === "Name" && exportName.name !== null) names.add(exportName.name);
      else if (exportName.kind === "None" && moduleRequest?.value.startsWith(".") === true) {
        collect(join(dirname(file), moduleRequest.value.replace(/\.js$/, ".ts")), names, visited);
      }
    }
  }
}
