import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readWorkspace } from "../boundaries/workspace.ts";

/** Each entry of each package, by the name that users import it by, with the source behind it. */
export function packageAliases(root: string): { find: RegExp; replacement: string }[] {
  return packageSources(root).map(({ specifier, source }) => ({
    find: new RegExp(`^${specifier}$`),
    replacement: join(root, source),
  }));
}

/** `@sepconv/core` → `packages/core/src/index.ts`, for every entry with a `@sepconv/source` condition. */
export function packageSources(root: string): { specifier: string; source: string }[] {
  return readWorkspace(root).flatMap(({ name, folder }) => {
    const manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as {
      readonly exports?: Readonly<Record<string, string | { readonly "@sepconv/source"?: string }>>;
    };
    return Object.entries(manifest.exports ?? {}).flatMap(([subpath, target]) => {
      const source = typeof target === "string" ? target : target["@sepconv/source"];
      if (source?.endsWith(".ts") !== true) return [];
      return [{ specifier: join(name, subpath), source: join(folder, source) }];
    });
  });
}
