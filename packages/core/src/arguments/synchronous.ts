import { ArgumentError } from "@sepconv/backend";

/**
 * The result of a function that must compute synchronously.
 *
 * @throws ArgumentError when it is a promise.
 */
export function synchronous<Result>(where: string, result: Result): Result {
  if (!(result instanceof Promise)) return result;
  result.catch(() => {}); // What it may reject with is no longer anybody's.
  throw new ArgumentError({
    where,
    problem: "the function returned a promise",
    expected: "a function that computes synchronously",
    remedy: `Await outside of ${where}().`,
  });
}
