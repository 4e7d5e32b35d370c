let last: Promise<void> = Promise.resolve();

/**
 * Does one thing after the other: work on devices waits for the work before it, so that times are those of one task and
 * nothing is given back while it is in use.
 */
export function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const result = last.then(work);
  last = result.then(
    () => {},
    () => {},
  );
  return result;
}
