import {
  abs,
  add,
  div,
  log,
  maximum,
  mean,
  minimum,
  mul,
  rsqrt,
  softplus,
  square,
  sub,
  sum,
  type Tensor,
} from "@sepconv/core";
import { epsilon } from "./arithmetic.js";
import { lastAxis } from "./last-axis.js";

/** mean (yTrue − yPred)² */
export function meanSquaredError(yTrue: Tensor, yPred: Tensor): Tensor {
  return mean(square(sub(yTrue, yPred)), lastAxis);
}

/** mean ∣yTrue − yPred∣ */
export function meanAbsoluteError(yTrue: Tensor, yPred: Tensor): Tensor {
  return mean(abs(sub(yTrue, yPred)), lastAxis);
}

/** 100 · mean ∣(yTrue − yPred) / max(∣yTrue∣, 10⁻⁷)∣ */
export function meanAbsolutePercentageError(yTrue: Tensor, yPred: Tensor): Tensor {
  return mul(mean(abs(div(sub(yTrue, yPred), maximum(abs(yTrue), epsilon))), lastAxis), 100);
}

/** mean (ln(yPred + 1) − ln(yTrue + 1))², of values held above 10⁻⁷ */
export function meanSquaredLogarithmicError(yTrue: Tensor, yPred: Tensor): Tensor {
  const logarithm = (y: Tensor): Tensor => log(add(maximum(y, epsilon), 1));
  return mean(square(sub(logarithm(yPred), logarithm(yTrue))), lastAxis);
}

/** mean ln cosh(yPred − yTrue) = mean (x + ln(1 + e⁻²ˣ) − ln 2) */
export function logCosh(yTrue: Tensor, yPred: Tensor): Tensor {
  const x = sub(yPred, yTrue);
  return mean(sub(add(x, softplus(mul(x, -2))), Math.LN2), lastAxis);
}

/** mean of e²/2 where ∣e∣ ≤ delta, else delta·(∣e∣ − delta/2), e = yPred − yTrue. @see Huber, Ann. Math. Statist. 35 (1964) */
export function huber(yTrue: Tensor, yPred: Tensor, delta: number): Tensor {
  const error = abs(sub(yPred, yTrue));
  const inner = minimum(error, delta);
  return mean(add(mul(square(inner), 0.5), mul(sub(error, inner), delta)), lastAxis);
}

/** −Σ of the products of both, each divided by its length along the axis */
export function cosineSimilarity(yTrue: Tensor, yPred: Tensor, axis: number | readonly number[]): Tensor {
  const unit = (y: Tensor): Tensor => mul(y, minimum(rsqrt(sum(square(y), { axis, keepDims: true })), 1 / epsilon));
  return mul(sum(mul(unit(yTrue), unit(yPred)), { axis }), -1);
}
