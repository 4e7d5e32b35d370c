import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { build } from "esbuild";
import { packageSources } from "../docs/package-aliases.ts";

/**
 * Bundles entries of the benchmark with the packages' sources, minified as a page would ship them; what is imported when
 * it is needed stays apart.
 *
 * @param entries paths in src/
 * @returns the folder that they were written to
 */
export async function bundle(root: string, entries: readonly string[]): Promise<string> {
  const outdir = resolve(root, ".check/bench");
  await rm(outdir, { recursive: true, force: true });
  await build({
    entryPoints: entries.map((entry) => resolve(import.meta.dirname, "src", entry)),
    outbase: resolve(import.meta.dirname, "src"),
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
