import { ArgumentError, DTypeError, SepconvError, ShapeError } from "@sepconv/core";

/** What of ours stands for each of Python's classes. */
const classes: Readonly<Record<string, readonly (abstract new (...parameters: never[]) => SepconvError)[]>> = {
  ValueError: [ArgumentError, ShapeError],
  TypeError: [ArgumentError, DTypeError],
};

/** Why an error does not stand for one of Python's; undefined where it does. */
export function errorProblem(
  error: unknown,
  wanted: { readonly class: string; readonly message: string },
): string | undefined {
  const expected = `${wanted.class}: ${wanted.message}`;
  if (error === undefined) return `no error; expected ${expected}`;
  if (!(error instanceof SepconvError)) return `an error of JavaScript, ${error}; expected ${expected}`;
  const fitting = classes[wanted.class] ?? [SepconvError];
  return fitting.some((each) => error instanceof each)
    ? undefined
    : `${error.name}: ${error.message}; expected ${expected}`;
}

/** The error that a computation throws, or undefined. */
export function errorOf(compute: () => unknown): unknown {
  try {
    compute();
    return undefined;
  } catch (error) {
    return error;
  }
}
