import { readFile } from "node:fs/promises";
import type { ReadMotionFile } from "./describe-motion.js";

/** Reads from the playground's models, in Node. */
export const readFromDisk: ReadMotionFile = async (name) => {
  const bytes = await readFile(new URL(`../../../../apps/playground/public/models/motion/${name}`, import.meta.url));
  return Uint8Array.from(bytes).buffer;
};
