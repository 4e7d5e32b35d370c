import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { packageSources } from "../docs/package-aliases.ts";

/**
 * Bundles entries of a tool with the packages' sources, minified as a page would ship them; what is imported when it is
 * needed stays apart. WebAssembly is built first where its sources have changed.
 *
 * @param tool the folder in tools/ with the sources
 * @param entries paths in its src/
 * @returns the folder that they were written to
 */
export async function bundle(root: string, tool: string, entries: readonly string[]): Promise<string> {
  const source = resolve(root, "tools", tool, "src");
  const outdir = resolve(root, ".check", tool);
  await promisify(execFile)(process.execPath, [resolve(root, "packages/backend-wasm/scripts/build-wasm.mjs")]);
  await rm(outdir, { recursive: true, force: true });
  await build({
    entryPoints: entries.map((entry) => resolve(source, entry)),
    outbase: source,
    bundle: true,
    splitting: true,
    minify: true,
    platform: "node",
    format: "esm",
    conditions: ["@sepconv/source"],
    alias: Object.fromEntries(packageSources(root).map(({ specifier, source }) => [specifier, resolve(root, source)])),
    outdir,
  });
  return outdir;
}
