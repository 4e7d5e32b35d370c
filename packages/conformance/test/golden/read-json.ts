import { readFile } from "node:fs/promises";

const folder = new URL("../../golden/", import.meta.url);

/** A set of golden vectors without tensors, or without the need of them. What it holds is the caller's claim. */
export async function readJson<Content>(file: string): Promise<Content> {
  return JSON.parse(await readFile(new URL(`${file}.json`, folder), "utf8")) as Content;
}
