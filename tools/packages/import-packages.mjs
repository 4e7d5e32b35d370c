// node tools/packages/import-packages.mjs
//
// Imports every entry of every public package from its dist/, as Node resolves it for a user. Runs on Node 20.19, so it is plain
// JavaScript without dependencies.

import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const packages = join(root, "packages");
let failures = 0;

for (const folder of readdirSync(packages)) {
  const manifestPath = join(packages, folder, "package.json");
  const { name, private: isPrivate, exports } = JSON.parse(readFileSync(manifestPath, "utf8"));
  if (isPrivate === true) continue;
  // A package may name itself, so each is asked from inside its own folder.
  const { resolve } = createRequire(manifestPath);
  for (const subpath of Object.keys(exports).filter((key) => key !== "./package.json")) {
    const specifier = name + subpath.slice(1);
    try {
      const names = Object.keys(await import(pathToFileURL(resolve(specifier)).href));
      if (names.length === 0) throw new Error("it exports nothing");
    } catch (error) {
      failures++;
      console.error(`${specifier}: cannot be imported in Node ${process.versions.node}: ${String(error)}`);
    }
  }
}

console.log(
  `Node ${process.versions.node}: ${failures === 0 ? "every entry of every package loads" : `${failures} failures`}`,
);
process.exitCode = failures === 0 ? 0 : 1;
