import type { ReadMotionFile } from "./describe-motion.js";

/** Reads from the playground's models, in a page. */
export const readByFetch: ReadMotionFile = async (name) => {
  const response = await fetch(new URL(`../../../../apps/playground/public/models/motion/${name}`, import.meta.url));
  return await response.arrayBuffer();
};
