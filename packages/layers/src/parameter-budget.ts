import { ArgumentError, elementCount, type Shape } from "@sepconv/backend";

type Spending = (where: string, name: string, shape: Shape) => void;

let spending: Spending | null = null;

/** Runs `build`, in which layers may create at most `parameters` weights' elements: a bound for files not trusted. */
export function withParameterBudget<Result>(parameters: number, build: () => Result): Result {
  const outer = spending;
  let left = parameters;
  spending = (where, name, shape) => {
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
  };
  try {
    return build();
  } finally {
    spending = outer;
  }
}

/** @throws ArgumentError when the weight would be larger than what is left of the budget, if there is one. */
export function spendParameters(...weight: Parameters<Spending>): void {
  spending?.(...weight);
}
