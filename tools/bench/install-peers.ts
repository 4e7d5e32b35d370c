import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { findPnpm } from "../run/find-pnpm.mjs";
import { forwardSignals } from "../run/forward-signals.mjs";

/**
 * Installs the runtimes to compare with, about half a gigabyte, into a folder with a lockfile of its own; nothing when
 * they are there.
 *
 * @returns the folder
 * @throws Error when pnpm fails
 */
export async function installPeers(root: string): Promise<string> {
  const folder = resolve(import.meta.dirname, "peers");
  console.log("Installing the peers where they are missing…");
  const child = spawn(findPnpm(root), ["install", "--frozen-lockfile", "--silent"], { cwd: folder, stdio: "inherit" });
  const { code } = await forwardSignals(child);
  if (code !== 0) throw new Error(`bench: pnpm install in tools/bench/peers ended with code ${code}.`);
  return folder;
}
