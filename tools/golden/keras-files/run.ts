// Whether real Keras reads what we save, goes on as we do, and we read what it saves:
//
//     node tools/golden/keras-files/run.ts PYTHON
//
// PYTHON has keras==3.15.1 and tensorflow-cpu. Each line compares a part of a model: a difference of 1e-4 of its largest number
// is allowed.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { packageSources } from "../../docs/package-aliases.ts";

const root = resolve(import.meta.dirname, "../../..");
const [python] = process.argv.slice(2);
if (python === undefined) throw new Error("Say which Python: node tools/golden/keras-files/run.ts PYTHON");
const folder = mkdtempSync(join(tmpdir(), "keras-files-"));
try {
  const script = join(folder, "ours.mjs");
  await build({
    entryPoints: [join(import.meta.dirname, "src/ours.ts")],
    outfile: script,
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["@sepconv/source"],
    alias: Object.fromEntries(packageSources(root).map(({ specifier, source }) => [specifier, resolve(root, source)])),
    logLevel: "warning",
  });
  run(process.execPath, [script, "write", folder]);
  run(python, [join(import.meta.dirname, "theirs.py"), folder]);
  run(process.execPath, [script, "read", folder]);
} finally {
  rmSync(folder, { recursive: true });
}

function run(command: string, words: readonly string[]): void {
  const { status } = spawnSync(command, words, { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
