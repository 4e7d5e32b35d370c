type BatchIterable = Iterable<unknown> | AsyncIterable<unknown>;

/** Batches as they come, or a function that gives an iterable of them for each time that the data is gone through. */
export type Batches = BatchIterable | (() => BatchIterable);

/** Whether a value gives batches, rather than being data itself. */
export function isBatches(value: unknown): value is Batches {
  if (typeof value === "function") return true;
  if (typeof value !== "object" || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) return false;
  return Symbol.iterator in value || Symbol.asyncIterator in value;
}
