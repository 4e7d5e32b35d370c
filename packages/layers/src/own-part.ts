import { ArgumentError } from "@sepconv/backend";
import { reshapeTo, Tensor } from "@sepconv/core";

/** What a result must be beyond a tensor, in words and as a check. */
export interface Wanted {
  readonly problem: string;
  readonly expected: string;
  readonly fits?: (result: Tensor) => boolean;
}

/**
 * What somebody's function gives, as a tensor of its own: the function may give what it holds or was given.
 *
 * @throws ArgumentError where it is not what is wanted.
 */
export function resultOf(
  where: string,
  compute: CallableFunction,
  operands: readonly unknown[],
  { problem, expected, fits = () => true }: Wanted,
): Tensor {
  const result: unknown = Reflect.apply(compute, undefined, operands);
  const isTensor = result instanceof Tensor;
  if (isTensor && fits(result)) return reshapeTo(result, result.shape);
  throw new ArgumentError({ where, problem, expected, got: isTensor ? result.shape : result });
}
