// node tools/packages/check-packages.ts
//
// Looks at the built packages as their users will get them: publint and "are the types wrong" on each (kept by turbo while nothing
// changes), and an import of every entry in the Node that the command was started with, which may be the oldest one promised.

import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const shell = process.platform === "win32";

const checks = spawnSync(
  "turbo",
  ["run", "check-package", "--output-logs=errors-only", "--continue=dependencies-successful"],
  {
    cwd: root,
    stdio: "inherit",
    shell,
  },
);

const node = process.env["SEPCONV_HOST_NODE"] ?? process.execPath;
const imports = spawnSync(node, [resolve(import.meta.dirname, "import-packages.mjs")], { cwd: root, stdio: "inherit" });

process.exitCode = checks.status === 0 && imports.status === 0 ? 0 : 1;
