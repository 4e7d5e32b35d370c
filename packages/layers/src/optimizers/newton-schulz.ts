import { add, div, matmul, mul, sqrt, square, sum, type Tensor, transpose } from "@sepconv/core";

/** The factors of the polynomial `a·x + b·x³ + c·x⁵` that singular values go through. */
export interface Quintic {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/**
 * A matrix with the singular vectors of x, and singular values near 1, by Newton–Schulz iterations:
 *
 *     x ← x / (∥x∥ + 1e-7);  s = x·xᵀ;  x ← a·x + (b·s + c·s·s)·x, `steps` times
 *
 * A matrix with more rows than columns goes through transposed.
 *
 * @see https://kellerjordan.github.io/posts/muon/
 */
export function orthogonalized(x: Tensor, { a, b, c }: Quintic, steps: number): Tensor {
  const [rows = 0, columns = 0] = x.shape;
  const isTall = rows > columns;
  const wide = isTall ? transpose(x) : x;
  let y = div(wide, add(sqrt(sum(square(wide))), 1e-7));
  for (let step = 0; step < steps; step++) {
    const s = matmul(y, y, { transposeB: true });
    const polynomial = add(mul(s, b), matmul(mul(s, c), s));
    y = add(mul(y, a), matmul(polynomial, y));
  }
  return isTall ? transpose(y) : y;
}
