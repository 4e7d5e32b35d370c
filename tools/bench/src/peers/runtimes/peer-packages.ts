import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** The folder that holds the peers: the process's last argument. */
const folder = process.argv.at(-1) ?? "";

/** Finds packages of the peers' folder. */
export const requirePeer: NodeJS.Require = createRequire(join(folder, "package.json"));

/** The installed version of a peer. */
export function peerVersion(name: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8"));
  return String(manifest.version);
}
