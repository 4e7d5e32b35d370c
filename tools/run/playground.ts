// npm start
//
// Builds what the playground needs (nothing, when nothing changed) and serves it. The server prints its address and takes the
// next port when one is taken. SIGINT, SIGTERM and SIGHUP end everything that was started here.

import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { forwardSignals } from "./forward-signals.mjs";

const root = resolve(import.meta.dirname, "../..");

console.log("Building the playground…");
const build = spawn("turbo", ["run", "build", "--filter=@sepconv/playground", "--output-logs=errors-only"], {
  cwd: root,
  stdio: ["ignore", "pipe", "inherit"],
  detached: process.platform !== "win32",
  shell: process.platform === "win32",
});
let report = "";
build.stdout.setEncoding("utf8").on("data", (text: string) => {
  report += text;
});
const built = await forwardSignals(build, { group: true });
if (built.signal !== undefined) process.exit(0);
if (built.code !== 0) {
  console.error(report);
  process.exit(built.code);
}

// The server is started by itself, without a package manager in between that might not pass a signal on.
const server = spawn(process.execPath, ["serve.mjs", ...process.argv.slice(2)], {
  cwd: resolve(root, "apps/playground"),
  stdio: "inherit",
});
const served = await forwardSignals(server);
process.exitCode = served.signal === undefined ? served.code : 0;
