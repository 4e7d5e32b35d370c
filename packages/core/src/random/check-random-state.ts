import { ArgumentError } from "@sepconv/backend";
import type { RandomState } from "./random-source.js";

/** The state of a random stream that a value is, of a file say. @throws ArgumentError for one that is none. */
export function checkRandomState(where: string, value: unknown): RandomState {
  const [seed, blocks]: readonly unknown[] = Array.isArray(value) && value.length === 2 ? value : [];
  if (isWhole(seed) && isWhole(blocks)) return [seed, blocks];
  throw new ArgumentError({
    where,
    problem: "the state of a random stream is not valid",
    expected: "[seed, blocks], whole numbers from 0 to 2^53 - 1",
    got: value,
  });
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
