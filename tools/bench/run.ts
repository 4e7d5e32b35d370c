// npm run bench               what calls, blocks and a model cost on our own devices
// npm run bench -- peers      the comparison with other runtimes; --help lists its options
// npm run bench -- training   the same for steps of training, with their memory and where their time goes

import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { forwardSignals } from "../run/forward-signals.mjs";
import { bundle } from "./bundle.ts";
import { compilePeak } from "./compile-peak.ts";
import { installPeers } from "./install-peers.ts";

const root = resolve(import.meta.dirname, "../..");
const [what, ...words] = process.argv.slice(2);

if (what === undefined) {
  const folder = await bundle(root, "bench", ["figures.ts"]);
  await run([`${folder}/figures.js`]);
} else if (what === "peers") {
  const peers = await installPeers(root);
  const scripts = await bundle(root, "bench", ["peers/main.ts", "peers/child.ts", "peers/first-result.ts"]);
  const peak = await compilePeak(`${scripts}/register-peak.wasm`);
  await run([`${scripts}/peers/main.js`, `${scripts}/peers`, peak, peers, `${root}/docs/benchmarks.md`, ...words]);
} else if (what === "training") {
  const peers = await installPeers(root);
  const parts = ["main", "memory", "profile"].map((part) => `training/${part}.ts`);
  const scripts = await bundle(root, "bench", [...parts, "peers/child.ts"]);
  const peak = await compilePeak(`${scripts}/register-peak.wasm`);
  await run([`${scripts}/training/main.js`, scripts, peak, peers, `${root}/docs/benchmarks.md`, ...words]);
} else {
  console.error(`npm run bench: expected nothing, peers or training, got "${what}".`);
  process.exitCode = 1;
}

async function run(command: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, command, { cwd: root, stdio: "inherit" });
  process.exitCode = (await forwardSignals(child)).code;
}
