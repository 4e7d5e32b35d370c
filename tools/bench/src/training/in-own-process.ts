import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What a script prints as JSON, in a process of its own, with `gc()`. */
export async function inOwnProcess<Figures>(script: string, words: readonly string[]): Promise<Figures> {
  const { stdout } = await run(process.execPath, ["--expose-gc", script, ...words]);
  const figures: Figures = JSON.parse(stdout);
  return figures;
}
