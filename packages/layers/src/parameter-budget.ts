import { ArgumentError, elementCount, type Shape } from "@sepconv/backend";

let left = Number.POSITIVE_INFINITY;

/** Runs `build`, in which layers may create at most `parameters` weights' elements: a bound for files not trusted. */
export function withParameterBudget<Result>(parameters: number, build: () => Result): Result {
  const outer = left;
  left = parameters;
  try {
    return build();
  } finally {
    left = outer;
  }
}

/** @throws ArgumentError when the weight would be larger than what is left of the budget. */
export function spendParameters(where: string, name: string, shape: Shape): void {
  const size = elementCount(shape);
  if (size > left) {
    throw new ArgumentError({
      where,
      problem: `the weight ${name} is larger than the file`,
      expected: `at most ${left} elements`,
      got: shape,
    });
  }
  left -= size;
}
