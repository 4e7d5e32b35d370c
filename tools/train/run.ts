// npm run train                                              all nets on both backends, three seeds each; --help lists options
// npm run train -- motion --backend wasm --seeds 1 2 3       one of them

import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { bundle } from "../bench/bundle.ts";
import { forwardSignals } from "../run/forward-signals.mjs";

const root = resolve(import.meta.dirname, "../..");
const scripts = await bundle(root, "train", ["command/main.ts"]);
const models = resolve(root, "apps/playground/public/models");
const child = spawn(process.execPath, [`${scripts}/command/main.js`, models, ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
process.exitCode = (await forwardSignals(child)).code;
