import { ArgumentError } from "@sepconv/backend";
import type { Tensor } from "./tensor.js";

let current: Set<Tensor> | null = null;

/** @internal Every new tensor belongs to the innermost scope. */
export function keepInScope(tensor: Tensor): void {
  current?.add(tensor);
}

/** @internal Takes a tensor out of the scope it was made in: somebody else answers for it. */
export function escapeScope<T extends Tensor>(tensor: T): T {
  current?.delete(tensor);
  return tensor;
}

/**
 * Runs `compute` and disposes every tensor made inside, except those it returns (alone, in an array or in a record).
 * When it throws, everything made inside is disposed.
 *
 * @throws ArgumentError when `compute` returns a promise: a scope ends before a promise does.
 * @example
 * const norm = tidy(() => sqrt(sum(square(tensor([3, 4])))));
 * norm.dataSync(); // [5]
 */
export function tidy<Result>(compute: () => Result): Result {
  const outer = current;
  const scope = new Set<Tensor>();
  current = scope;
  let kept: ReadonlySet<unknown> = new Set();
  try {
    const result = compute();
    if (result instanceof Promise) {
      result.catch(() => {}); // What it may reject with is no longer anybody's.
      throw new ArgumentError({
        where: "tidy",
        problem: "the function returned a promise",
        expected: "a function that computes synchronously",
        remedy: "Await outside of tidy().",
      });
    }
    kept = reachable(result, new Set());
    return result;
  } finally {
    current = outer;
    for (const tensor of scope) {
      if (kept.has(tensor)) outer?.add(tensor);
      else tensor.dispose();
    }
  }
}

/** Every object in arrays and plain records of `value`, `value` itself included. */
function reachable(value: unknown, found: Set<unknown>): Set<unknown> {
  if (typeof value !== "object" || value === null || found.has(value)) return found;
  found.add(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (Array.isArray(value) || prototype === Object.prototype || prototype === null) {
    for (const item of Object.values(value)) reachable(item, found);
  }
  return found;
}
