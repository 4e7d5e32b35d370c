import { readFile } from "node:fs/promises";
import type { ReadFile } from "./tensor-file.js";

/** Reads the files of a folder. */
export function readFromDisk(folder: string): ReadFile {
  return async (name) => Uint8Array.from(await readFile(`${folder}/${name}`)).buffer;
}
