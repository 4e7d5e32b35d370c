// node tools/run/with-pnpm.mjs <command> [arguments]
//
// Runs a command of this repository on a machine that has nothing but Node ≥ 20.19 and npm: finds pnpm, installs what is
// missing (a tenth of a second when nothing is), and starts the command with the repository's own Node and tools first on PATH.
// It uses no dependency, because it runs before there are any.
//
// npm passes SIGINT to the shell that it starts a script with, and that shell keeps it to itself; with `exec`, in package.json,
// the command takes the shell's place and gets the signal. Windows has no `exec`, hence the second half of that line.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { extendPath } from "./extend-path.mjs";
import { findPnpm } from "./find-pnpm.mjs";
import { forwardSignals } from "./forward-signals.mjs";

const OLDEST_MAJOR = 20;
const OLDEST_MINOR = 19;

const started = Date.now();
const root = fileURLToPath(new URL("../..", import.meta.url));
const [command, ...args] = process.argv.slice(2);
if (command === undefined) {
  fail("with-pnpm: no command given; expected node tools/run/with-pnpm.mjs <command> [arguments].");
}
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < OLDEST_MAJOR || (major === OLDEST_MAJOR && minor < OLDEST_MINOR)) {
  fail(
    `Node: this one is too old; expected ${OLDEST_MAJOR}.${OLDEST_MINOR} or newer, got ${process.versions.node}. ` +
      "Install a newer one from https://nodejs.org.",
  );
}

const pnpm = findPnpm(root);
const environment = extendPath(process.env, [join(root, "node_modules", ".bin"), dirname(pnpm)]);

await install();

const child = spawn(command, args, {
  cwd: root,
  env: {
    ...environment,
    // turbo sends no statistics, and the checks know the Node that the user has, which is not always the one in node_modules.
    TURBO_TELEMETRY_DISABLED: "1",
    SEPCONV_HOST_NODE: process.execPath,
    SEPCONV_INSTALL_MILLISECONDS: String(Date.now() - started),
  },
  stdio: "inherit",
  shell: process.platform === "win32",
});
process.exitCode = (await forwardSignals(child)).code;

/** `pnpm install`: shown while there is something to download, silent when everything is in place, whole when it fails. */
async function install() {
  const first = !existsSync(join(root, "node_modules", ".modules.yaml"));
  if (first) console.log("Installing…");
  const installing = spawn(pnpm, ["install", ...(process.env["CI"] ? ["--frozen-lockfile"] : [])], {
    cwd: root,
    env: environment,
    stdio: first ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [installing.stdout, installing.stderr]) {
    stream?.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const { code } = await forwardSignals(installing);
  if (code === 0) return;
  console.error(output);
  fail("pnpm install failed; its messages stand above.");
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(1);
}
