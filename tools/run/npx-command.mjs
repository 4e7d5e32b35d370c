import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * How npx is started here. npm tells its scripts where npm-cli.js lies, and npx-cli.js lies beside it; run with our own Node,
 * that needs no shell on any platform. Outside npm, `npx` is looked up on PATH.
 *
 * @returns {{ command: string, before: string[] }} `before`: the arguments that come before npx's own
 */
export function npxCommand() {
  const npm = process.env["npm_execpath"];
  if (npm !== undefined) {
    const npx = join(dirname(npm), "npx-cli.js");
    if (existsSync(npx)) return { command: process.execPath, before: [npx] };
  }
  return { command: "npx", before: [] };
}
