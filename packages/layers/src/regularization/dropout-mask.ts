import { elementCount, type Shape } from "@sepconv/backend";
import { type RandomSource, type Tensor, tensor } from "@sepconv/core";
import type { LayerDType } from "../dtype-policy.js";

/** Zeros in the places of a random share of elements, and `kept` elsewhere. */
export function dropoutMask(
  random: RandomSource,
  shape: Shape,
  rate: number,
  { kept, dtype }: { readonly kept: number; readonly dtype: LayerDType },
): Tensor {
  const mask = random.uniform(elementCount(shape)).map((number) => (number < rate ? 0 : kept));
  return tensor(mask, shape, dtype);
}

/** What multiplies the elements that stay, so that their expected value stays too. */
export function keptScale(rate: number): number {
  return rate < 1 ? 1 / (1 - rate) : 0;
}
