import { gzipSync } from "node:zlib";
import { build, type Metafile } from "esbuild";
import { packageSources } from "../docs/package-aliases.ts";

/** What a bundle weighs when a page loads it, before any `import()` in it is reached. */
export interface BundleSize {
  /** Bytes of the minified code, gzipped. */
  readonly gzipped: number;
  /** Bytes of the minified code. */
  readonly minified: number;
  /** Minified bytes by source package, the heaviest first. */
  readonly parts: readonly { readonly name: string; readonly minified: number }[];
}

/**
 * Bundles a module for the browser, as an application would.
 *
 * @param root the repository's root folder
 * @param entry absolute path of the module
 * @param from `dist`: the built packages, what users get; `src`: their sources, which need no build
 */
export async function measureBundle(root: string, entry: string, from: "dist" | "src"): Promise<BundleSize> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { entry },
    outdir: "out",
    bundle: true,
    minify: true,
    splitting: true,
    format: "esm",
    platform: "browser",
    target: "es2023",
    conditions: from === "src" ? ["@sepconv/source"] : [],
    alias: Object.fromEntries(
      packageSources(root).map(({ specifier, source }) => [
        specifier,
        `./${from === "src" ? source : builtFrom(source)}`,
      ]),
    ),
    external: ["node:*"],
    legalComments: "none",
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  const loaded = loadedAtOnce(metafile, "out/entry.js");
  const texts = outputFiles.filter(({ path }) =>
    loaded.some((name) => path.replaceAll("\\", "/").endsWith(`/${name}`)),
  );
  return {
    gzipped: sum(texts.map(({ contents }) => gzipSync(contents, { level: 9 }).length)),
    minified: sum(texts.map(({ contents }) => contents.length)),
    parts: partsOf(metafile, loaded),
  };
}

/** `packages/core/src/index.ts` → `packages/core/dist/index.js` */
function builtFrom(source: string): string {
  return source.replace("/src/", "/dist/").replace(/\.ts$/, ".js");
}

/** An output file and those that it imports statically. */
function loadedAtOnce(metafile: Metafile, output: string, visited: Set<string> = new Set()): readonly string[] {
  if (visited.has(output)) return [];
  visited.add(output);
  for (const { path, kind } of metafile.outputs[output]?.imports ?? []) {
    if (kind === "import-statement") loadedAtOnce(metafile, path, visited);
  }
  return [...visited];
}

function partsOf(metafile: Metafile, outputs: readonly string[]): BundleSize["parts"] {
  const bytes = new Map<string, number>();
  for (const output of outputs) {
    for (const [file, { bytesInOutput }] of Object.entries(metafile.outputs[output]?.inputs ?? {})) {
      const name = partOf(file);
      bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
    }
  }
  return [...bytes]
    .map(([name, minified]) => ({ name, minified }))
    .filter(({ minified }) => minified > 0)
    .sort((a, b) => b.minified - a.minified);
}

/** `packages/core/src/…` → `core`, `node_modules/…/fflate/…` → `fflate`, anything else is the page's own */
function partOf(file: string): string {
  const installed = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
  return installed ?? /^packages\/([^/]+)\//.exec(file)?.[1] ?? "page";
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
