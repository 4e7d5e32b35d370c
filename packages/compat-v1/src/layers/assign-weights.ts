import { ArgumentError, type DType, ShapeError, sameShape } from "@sepconv/backend";
import { Tensor, tensor, tidy, type Variable } from "@sepconv/core";
import type { WeightValue } from "./layer-options.js";

/**
 * Replaces the values of variables.
 *
 * @throws ArgumentError where the numbers of values and variables differ. @throws ShapeError where a shape differs; nothing
 *   changes then.
 */
export function assignWeights(where: string, weights: readonly Variable[], values: readonly WeightValue[]): void {
  if (!Array.isArray(values) || values.length !== weights.length) {
    const got = Array.isArray(values) ? values.length : values;
    throw new ArgumentError({ where, problem: "the number of weights differs", expected: `${weights.length}`, got });
  }
  tidy(() => {
    const tensors = weights.map((weight, index) => weightTensor(values[index] as WeightValue, weight.dtype));
    for (const [index, { name, shape }] of weights.entries()) {
      const given = tensors[index]?.shape ?? [];
      if (sameShape(given, shape)) continue;
      const problem = `weight ${name} is not compatible with the provided shape`;
      throw new ShapeError({ where, problem, expected: `[${shape.join(", ")}]`, got: given });
    }
    for (const [index, weight] of weights.entries()) weight.assign(tensors[index] ?? weight);
  });
}

function weightTensor(value: WeightValue, dtype: DType): Tensor {
  return value instanceof Tensor ? value : tensor(value as never, undefined, dtype);
}
