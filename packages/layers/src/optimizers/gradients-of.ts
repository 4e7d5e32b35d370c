import { ArgumentError, DTypeError, isFloating, ShapeError, sameShape } from "@sepconv/backend";
import { checkTensor, type Tensor, Variable, warn } from "@sepconv/core";
import { showShape } from "../partial-shape.js";

/** A variable and its gradient. */
export interface GradientOf {
  readonly variable: Variable;
  readonly gradient: Tensor;
}

/**
 * Variables with their gradients; one without is left out, with a warning.
 *
 * @throws ArgumentError where there are more of one kind than of the other, or no gradient at all.
 * @throws ShapeError where a gradient has another shape than its variable.
 */
export function gradientsOf(
  where: string,
  variables: readonly Variable[],
  gradients: readonly (Tensor | null | undefined)[],
): readonly GradientOf[] {
  if (!Array.isArray(gradients) || gradients.length !== variables.length) {
    throw new ArgumentError({
      where,
      problem: "gradients and variables do not match",
      expected: `${variables.length} gradients, one for each variable`,
      got: Array.isArray(gradients) ? gradients.length : gradients,
    });
  }
  const missing: string[] = [];
  const pairs = variables.flatMap((variable, index): GradientOf[] => {
    const gradient = gradients[index] ?? null;
    if (gradient === null) {
      missing.push(`"${variable.name}"`);
      return [];
    }
    checkTensor(where, `the gradient of "${variable.name}"`, gradient);
    if (sameShape(gradient.shape, variable.shape)) return [{ variable, gradient }];
    throw new ShapeError({
      where,
      problem: `a gradient does not fit the variable "${variable.name}"`,
      expected: showShape(variable.shape),
      got: gradient.shape,
    });
  });
  if (pairs.length === 0) {
    throw new ArgumentError({
      where,
      problem: "no variable has a gradient",
      expected: "a gradient for one of them at least",
    });
  }
  if (missing.length > 0) warn(`${where}: gradients do not exist for the variables ${missing.join(", ")}`);
  return pairs;
}

/** @throws ArgumentError for what are no variables, or not distinct. @throws DTypeError for one of integers. */
export function checkVariables(where: string, variables: readonly Variable[]): void {
  const refuse = (problem: string, expected: string, got: unknown): never => {
    throw new ArgumentError({ where, problem, expected, got });
  };
  if (!Array.isArray(variables)) refuse("variables are not valid", "a list of variables", variables);
  for (const each of variables) {
    if (!(each instanceof Variable)) refuse("this is no variable", "a list of variables", each);
    if (isFloating(each.dtype)) continue;
    throw new DTypeError({
      where,
      problem: `the variable "${each.name}" cannot be trained`,
      expected: '"float32" or "float64"',
      got: each.dtype,
    });
  }
  const again = variables.find((each, index) => variables.indexOf(each) < index);
  if (again) refuse("a variable is given twice", "distinct variables", again.name);
}
