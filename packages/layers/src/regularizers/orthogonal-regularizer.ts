import { ShapeError } from "@sepconv/backend";
import {
  abs,
  checkOptions,
  finiteNumber,
  matrixProduct,
  maximum,
  mul,
  oneOf,
  rsqrt,
  square,
  sum,
  type Tensor,
  tensor,
  tidy,
} from "@sepconv/core";
import { makeRegularizer, type Regularizer } from "./regularizer.js";

export interface OrthogonalRegularizerOptions {
  /** Default: 0.01. */
  readonly factor?: number;
  /** "rows" (default) or "columns": which of the matrix shall be orthogonal. */
  readonly mode?: string;
}

/**
 * `factor` times the mean of `∣aᵢ·aⱼ∣` over all pairs of rows (or columns) of a matrix, each brought to length 1; NaN where
 * there is but one.
 *
 * @throws ShapeError for another rank than 2.
 */
export function orthogonalRegularizer(options: OrthogonalRegularizerOptions = {}): Regularizer {
  const where = "OrthogonalRegularizer";
  checkOptions(where, options, ["factor", "mode"]);
  // Keras keeps it in single precision.
  const factor = Math.fround(finiteNumber(where, "factor", options.factor ?? 0.01, 0));
  const mode = oneOf(where, "mode", options.mode ?? "rows", ["rows", "columns"] as const);
  const config = () => ({ factor, mode });
  return makeRegularizer(where, config, (x) =>
    tidy(() => {
      if (x.shape.length !== 2) {
        throw new ShapeError({ where, problem: "the weight is no matrix", expected: "rank 2", got: x.shape });
      }
      const unit = unitAlong(x, mode === "rows" ? 1 : 0);
      const transposed = mode === "rows" ? { transposeB: true } : { transposeA: true };
      const products = matrixProduct(unit, unit, transposed);
      const [size = 0] = products.shape;
      const others = Array.from({ length: size * size }, (_, index) => (index % (size + 1) === 0 ? 0 : 1));
      const pairs = (size * (size - 1)) / 2;
      return mul(sum(abs(mul(products, tensor(others, [size, size], x.dtype)))), (factor * 0.5) / pairs);
    }),
  );
}

function unitAlong(x: Tensor, axis: number): Tensor {
  return mul(x, rsqrt(maximum(sum(square(x), { axis, keepDims: true }), 1e-12)));
}
