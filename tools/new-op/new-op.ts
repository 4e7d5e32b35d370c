// node tools/new-op/new-op.ts <name> [--fused]
// node tools/new-op/new-op.ts --check
//
// The first writes the files of an op that does not exist yet, with its lines in every table; each says FORMULA until it is
// filled. The second fails when an op lacks a file, or a file's name is no op's.

import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { findMissing } from "./find-missing.ts";
import { readOps } from "./read-ops.ts";
import { scaffold } from "./scaffold.ts";

const root = resolve(import.meta.dirname, "../..");
const words = process.argv.slice(2);
const [name] = words.filter((word) => !word.startsWith("--"));

if (words.includes("--check")) {
  const missing = findMissing(root);
  for (const line of missing) console.log(line);
  console.log(`${readOps(root).length} ops, ${missing.length} things missing`);
  process.exitCode = missing.length === 0 ? 0 : 1;
} else if (name === undefined || words.some((word) => word.startsWith("--") && word !== "--fused")) {
  console.error("new-op: expected a name in camelCase, with --fused where the op is one, or --check.");
  process.exitCode = 1;
} else {
  const written = scaffold(root, name, words.includes("--fused"));
  // Sorts the imports that were put in front.
  spawnSync("biome", ["check", "--write", ...written], { cwd: root, stdio: "inherit" });
  for (const path of written) console.log(path);
  console.log("Fill what says FORMULA. The compiler and `npm test -- ops types node` say what is left.");
}
