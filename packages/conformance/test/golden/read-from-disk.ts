import { readFile } from "node:fs/promises";
import type { ReadGoldenFiles } from "./describe-golden.js";

const folder = new URL("../../golden/", import.meta.url);

/** The golden vectors of this package, in Node. */
export const readFromDisk: ReadGoldenFiles = async (file) => {
  const bytes = await readFile(new URL(`${file}.bin`, folder));
  return { json: await readFile(new URL(`${file}.json`, folder), "utf8"), data: Uint8Array.from(bytes).buffer };
};
