import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";
import { packageSources } from "../docs/package-aliases.ts";

/** What a bundle weighs when a page loads it, before any `import()` in it is reached. */
export interface BundleSize {
  /** Bytes of the minified code, gzipped. */
  readonly gzipped: number;
  /** Bytes of the minified code. */
  readonly minified: number;
  /** Bytes by source package, the heaviest first: for a bundle before it is minified, for a page as they are. */
  readonly parts: readonly { readonly name: string; readonly bytes: number }[];
}

/**
 * Bundles a module for the browser with Vite, as an application would. A bundler that splits files has to leave out what is
 * loaded only by code that nothing uses; esbuild does not, and counts a model's training with every layer.
 *
 * @param root the repository's root folder
 * @param entry absolute path of the module
 * @param from `dist`: the built packages, what users get; `src`: their sources, which need no build
 */
export async function measureBundle(root: string, entry: string, from: "dist" | "src"): Promise<BundleSize> {
  const result = await build({
    root,
    configFile: false,
    envFile: false,
    logLevel: "silent",
    resolve: {
      conditions: from === "src" ? ["@sepconv/source", "module", "browser"] : ["module", "browser"],
      alias: packageSources(root).map(({ specifier, source }) => ({
        find: new RegExp(`^${specifier}$`),
        replacement: join(root, from === "src" ? source : builtFrom(source)),
      })),
    },
    build: {
      write: false,
      minify: true,
      target: "es2023",
      modulePreload: false,
      rolldownOptions: { input: entry, preserveEntrySignatures: "strict" },
    },
  });
  if (!("output" in result)) throw new Error(`size: ${entry} was not bundled; expected one bundle.`);
  const chunks = result.output.filter((file) => file.type === "chunk");
  const loaded = loadedAtOnce(chunks);
  return {
    gzipped: sum(loaded.map(({ code }) => gzipSync(code, { level: 9 }).length)),
    minified: sum(loaded.map(({ code }) => Buffer.byteLength(code))),
    parts: partsOf(loaded, root),
  };
}

/** `packages/core/src/index.ts` → `packages/core/dist/index.js` */
function builtFrom(source: string): string {
  return source.replace("/src/", "/dist/").replace(/\.ts$/, ".js");
}

/** The entry's file and those that are imported statically from there. */
function loadedAtOnce(chunks: readonly Rolldown.OutputChunk[]): readonly Rolldown.OutputChunk[] {
  const loaded = new Set(chunks.filter(({ isEntry }) => isEntry));
  for (const { imports } of loaded) {
    for (const chunk of chunks) if (imports.includes(chunk.fileName)) loaded.add(chunk);
  }
  return [...loaded];
}

function partsOf(chunks: readonly Rolldown.OutputChunk[], root: string): BundleSize["parts"] {
  const bytes = new Map<string, number>();
  for (const { modules } of chunks) {
    for (const [file, { renderedLength }] of Object.entries(modules)) {
      const name = partOf(file.replaceAll("\\", "/"), root.replaceAll("\\", "/"));
      bytes.set(name, (bytes.get(name) ?? 0) + renderedLength);
    }
  }
  return [...bytes]
    .map(([name, bytes]) => ({ name, bytes }))
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes);
}

/** `<root>/packages/core/src/…` → `core`, `…/node_modules/fflate/…` → `fflate`, anything else is the page's own */
function partOf(file: string, root: string): string {
  const installed = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
  return installed ?? (file.startsWith(`${root}/packages/`) ? file.slice(root.length).split("/")[2] : null) ?? "page";
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
