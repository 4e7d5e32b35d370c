import { ArgumentError } from "@sepconv/backend";
import type { Batches } from "../models/batches.js";

/** The iteration of batches. @throws ArgumentError where a function gives none. */
export function iteratorOf(where: string, source: Batches): Iterator<unknown> | AsyncIterator<unknown> {
  const iterable: unknown = typeof source === "function" ? source() : source;
  if (typeof iterable === "object" && iterable !== null) {
    if (Symbol.asyncIterator in iterable) return (iterable as AsyncIterable<unknown>)[Symbol.asyncIterator]();
    if (Symbol.iterator in iterable) return (iterable as Iterable<unknown>)[Symbol.iterator]();
  }
  const problem = "the function gave no iterable of batches";
  throw new ArgumentError({ where, problem, expected: "an iterable of [x, y]", got: iterable });
}
