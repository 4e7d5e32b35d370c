import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import asc from "assemblyscript/asc";

/** Compiles the loop that measures the machine's peak, and returns the path of the binary. */
export async function compilePeak(target: string): Promise<string> {
  const source = await readFile(resolve(import.meta.dirname, "assembly/register-peak.ts"), "utf8");
  const flags = ["--optimizeLevel", "3", "--runtime", "stub", "--noAssert", "--enable", "simd"];
  let binary: Uint8Array | undefined;
  const { error, stderr } = await asc.main(["register-peak.ts", "--outFile", "peak.wasm", ...flags], {
    readFile: (name) => (name === "register-peak.ts" ? source : null),
    writeFile: (name, content) => {
      if (name === "peak.wasm" && typeof content !== "string") binary = content;
    },
    listFiles: () => [],
  });
  if (error !== null || binary === undefined) {
    throw new Error(`asc refuses assembly/register-peak.ts: ${error?.message ?? ""}\n${stderr.toString()}`);
  }
  await writeFile(target, binary);
  return target;
}
