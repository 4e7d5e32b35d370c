import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { BundleSize } from "./measure-bundle.ts";

/**
 * What a built page weighs before it runs: index.html with the scripts, preloads and style sheets that it names.
 *
 * @param folder absolute path of the folder with index.html
 */
export function measurePage(folder: string): BundleSize {
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const files = new Set(["index.html"]);
  for (const [tag] of html.matchAll(/<(?:script|link)\b[^>]*>/g)) {
    const isLoaded = tag.startsWith("<script") || /rel="(?:modulepreload|stylesheet|preload)"/.test(tag);
    const url = /(?:src|href)="([^"]+)"/.exec(tag)?.[1];
    if (isLoaded && url !== undefined && !/^[a-z]+:/.test(url)) files.add(url.replace(/^\.?\//, ""));
  }
  const contents = [...files].map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
  const parts = contents.map(({ name, bytes }) => ({ name: kindOf(name), bytes: bytes.length }));
  return {
    gzipped: contents.reduce((total, { bytes }) => total + gzipSync(bytes, { level: 9 }).length, 0),
    minified: contents.reduce((total, { bytes }) => total + bytes.length, 0),
    parts,
  };
}

/** `assets/index-B3x9.js` → `index.js`: the name without the hash of its content. */
function kindOf(name: string): string {
  const file = name.slice(name.lastIndexOf("/") + 1);
  return file.replace(/-[\w-]{8}(\.\w+)$/, "$1");
}
