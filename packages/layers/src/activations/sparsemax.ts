import {
  add,
  div,
  max,
  maximum,
  mul,
  onDeviceOf,
  reshapeTo,
  step,
  sub,
  sum,
  type Tensor,
  tensor,
  tidy,
} from "@sepconv/core";

/**
 * Keras' sparsemax along the last axis: `y = max(x − τ, 0)`. With the elements z₁ ≥ z₂ ≥ … and their sums
 * sᵢ = z₁ + … + zᵢ, the support is every i with zᵢ > (sᵢ − 1) / i, k elements, and
 *
 *     τ = (Σ_{i in the support} sᵢ − 1) / k
 *
 * Where k is 1 this is the sparsemax of the paper, which has s_k in place of the sum. Where it is larger, Keras 3 computes
 * the sum, so that y does not add up to 1; models that were trained with it expect just that.
 *
 * Nothing is sorted: an element's place is the number of those before it, which takes n² comparisons for n elements.
 *
 * @see A. Martins and R. Astudillo, From Softmax to Sparsemax, https://arxiv.org/abs/1602.02068
 */
export function sparsemaxOf(x: Tensor): Tensor {
  return tidy(() => onDeviceOf([x], () => sparsemaxOnDevice(x)));
}

function sparsemaxOnDevice(x: Tensor): Tensor {
  const length = x.shape.at(-1) ?? 0;
  const leading = x.shape.slice(0, -1);
  const rows = { axis: -1, keepDims: true };
  // What is 1 below the largest is outside the support for certain; cut at 2 below, −∞ does no harm in the sums.
  const cut = maximum(x, sub(max(x, rows), 2));
  const each = reshapeTo(x, [...leading, length, 1]);
  const other = reshapeTo(x, [...leading, 1, length]);
  // before[…, i, j]: 1 where element j is larger than element i, or equal and not after it.
  const larger = step(sub(other, each));
  const equal = sub(sub(1, larger), step(sub(each, other)));
  const before = add(larger, mul(equal, notAfter(length, x)));
  const place = sum(before, { axis: -1 });
  const sums = sum(mul(before, reshapeTo(cut, [...leading, 1, length])), { axis: -1 });
  const support = step(sub(x, div(sub(sums, 1), place)));
  const threshold = div(sub(sum(mul(support, sums), rows), 1), sum(support, rows));
  return maximum(sub(x, threshold), 0);
}

/** 1 where j ≤ i. */
function notAfter(length: number, like: Tensor): Tensor {
  const values = Float64Array.from({ length: length * length }, (_, at) =>
    at % length <= Math.floor(at / length) ? 1 : 0,
  );
  return tensor(values, [length, length], like.dtype);
}
