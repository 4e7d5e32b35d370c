import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { packageSources } from "../docs/package-aliases.ts";

/** Bundles the benchmark from the packages' sources, as a page would ship them, and runs it. */
const root = resolve(import.meta.dirname, "../..");
const outfile = resolve(root, ".check/bench.mjs");
await build({
  entryPoints: [resolve(import.meta.dirname, "src/bench.ts")],
  bundle: true,
  platform: "node",
  format: "esm",
  conditions: ["@sepconv/source"],
  alias: Object.fromEntries(packageSources(root).map(({ specifier, source }) => [specifier, resolve(root, source)])),
  outfile,
});
await import(pathToFileURL(outfile).href);
await rm(outfile);
