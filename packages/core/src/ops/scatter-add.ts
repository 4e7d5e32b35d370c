import { scatterAddSpec } from "@sepconv/backend";
import { execute } from "../engine/execute.js";
import type { Tensor } from "../tensor/tensor.js";

/**
 * The transpose of `gather`: rows of x added up where their indices say, x `[outer, count, inner]` and indices `[count]` →
 * `[outer, n, inner]`. A row whose index lies outside 0…n−1 adds nothing. @internal
 */
export function scatterAdd(x: Tensor, indices: Tensor, n: number): Tensor {
  const shape = x.shape.with(1, n);
  return execute({ spec: scatterAddSpec, attrs: {}, dynamic: {}, inputs: { x, indices }, outputShapes: { y: shape } })
    .y;
}
