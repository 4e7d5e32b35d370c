import { isWanted } from "./options.js";
import { type Places, RuntimeProcess } from "./runtime-process.js";
import type { RuntimeName } from "./runtimes/runtimes.js";

/**
 * Starts every runtime that opens, and the peak; says why another does not.
 *
 * @param wanted parts of names; all when there are none.
 */
export async function openRuntimes(
  known: readonly RuntimeName[],
  wanted: readonly string[],
  places: Places,
): Promise<{ processes: readonly RuntimeProcess[]; descriptions: Readonly<Record<string, string>> }> {
  const processes: RuntimeProcess[] = [];
  const descriptions: Record<string, string> = {};
  for (const name of known) {
    if (!isWanted(name, wanted) && name !== "peak") continue;
    const process = new RuntimeProcess(name, places);
    try {
      descriptions[name] = await process.ask({ kind: "open" });
      processes.push(process);
    } catch (error) {
      console.log(`${name} is left out: ${error instanceof Error ? error.message : error}`);
      process.end();
    }
  }
  return { processes, descriptions };
}
