import { ShapeError, sameShape } from "@sepconv/backend";
import {
  add,
  div,
  log,
  logSoftmax,
  mean,
  mul,
  sigmoid,
  softmax,
  softplus,
  sub,
  sum,
  type Tensor,
  tensor,
} from "@sepconv/core";
import { showShape } from "../partial-shape.js";
import { clip, clipProbability, epsilon, power } from "./arithmetic.js";
import { lastAxis } from "./last-axis.js";

export interface CrossentropySettings {
  readonly fromLogits: boolean;
  readonly labelSmoothing: number;
  readonly axis: number;
}

export interface FocalSettings extends CrossentropySettings {
  readonly alpha: number | readonly number[];
  readonly gamma: number;
}

/**
 * mean −(y·ln p + (1 − y)·ln(1 − p)); of logits x it is ln(1 + eˣ) − x·y
 */
export function binaryCrossentropyOf(yTrue: Tensor, yPred: Tensor, settings: CrossentropySettings): Tensor {
  const { fromLogits, labelSmoothing, axis } = settings;
  const truth = smoothed(yTrue, labelSmoothing, 2);
  const values = fromLogits ? sub(softplus(yPred), mul(yPred, truth)) : surprise(truth, clipProbability(yPred));
  return mean(values, { axis });
}

/** Binary crossentropy times (1 − pₜ)^gamma, where pₜ is the probability of the right answer. @see https://arxiv.org/abs/1708.02002 */
export function binaryFocalCrossentropyOf(
  yTrue: Tensor,
  yPred: Tensor,
  { fromLogits, labelSmoothing, axis, alpha, gamma }: FocalSettings,
  balanced: boolean,
): Tensor {
  const truth = smoothed(yTrue, labelSmoothing, 2);
  const p = fromLogits ? sigmoid(yPred) : yPred;
  const wrong = sub(add(p, truth), mul(mul(p, truth), 2));
  const focal = mul(power(wrong, gamma), surprise(truth, clipProbability(p)));
  const share = Number(alpha);
  const weighted = balanced ? mul(focal, add(mul(truth, 2 * share - 1), 1 - share)) : focal;
  return mean(weighted, { axis });
}

/** −Σ y·ln p over the classes; probabilities are divided by their sum first, logits go through a softmax */
export function categoricalCrossentropyOf(yTrue: Tensor, yPred: Tensor, settings: CrossentropySettings): Tensor {
  const { fromLogits, labelSmoothing, axis } = settings;
  checkClasses("CategoricalCrossentropy", yTrue, yPred);
  const truth = smoothed(yTrue, labelSmoothing, yTrue.shape.at(-1) ?? 1);
  const logarithms = fromLogits ? logSoftmax(yPred, { axis }) : log(clipProbability(normalized(yPred, axis)));
  return mul(sum(mul(truth, logarithms), { axis }), -1);
}

/** −Σ alpha·(1 − p)^gamma·y·ln p. @see https://arxiv.org/abs/1708.02002 */
export function categoricalFocalCrossentropyOf(yTrue: Tensor, yPred: Tensor, settings: FocalSettings): Tensor {
  const { fromLogits, labelSmoothing, axis, alpha, gamma } = settings;
  checkClasses("CategoricalFocalCrossentropy", yTrue, yPred);
  const truth = smoothed(yTrue, labelSmoothing, yTrue.shape.at(-1) ?? 1);
  const p = clipProbability(normalized(fromLogits ? softmax(yPred, { axis }) : yPred, axis));
  const weight =
    typeof alpha === "number"
      ? mul(power(sub(1, p), gamma), alpha)
      : mul(power(sub(1, p), gamma), tensor([...alpha], [alpha.length], p.dtype));
  return sum(mul(mul(weight, mul(truth, log(p))), -1), { axis });
}

/** Σ yTrue·ln(yTrue / yPred), both held between 10⁻⁷ and 1 */
export function klDivergenceOf(yTrue: Tensor, yPred: Tensor): Tensor {
  const [truth, p] = [clip(yTrue, epsilon, 1), clip(yPred, epsilon, 1)];
  return sum(mul(truth, log(div(truth, p))), lastAxis);
}

/** mean (yPred − yTrue·ln(yPred + 10⁻⁷)) */
export function poissonOf(yTrue: Tensor, yPred: Tensor): Tensor {
  return mean(sub(yPred, mul(yTrue, log(add(yPred, epsilon)))), lastAxis);
}

/** −(y·ln p + (1 − y)·ln(1 − p)) */
function surprise(y: Tensor, p: Tensor): Tensor {
  return mul(add(mul(y, log(p)), mul(sub(1, y), log(sub(1, p)))), -1);
}

/** Labels pulled towards an even distribution over the classes. */
function smoothed(y: Tensor, smoothing: number, classes: number): Tensor {
  return smoothing === 0 ? y : add(mul(y, 1 - smoothing), smoothing / classes);
}

function normalized(p: Tensor, axis: number): Tensor {
  return div(p, sum(p, { axis, keepDims: true }));
}

function checkClasses(where: string, yTrue: Tensor, yPred: Tensor): void {
  if (sameShape(yTrue.shape, yPred.shape)) return;
  throw new ShapeError({
    where,
    problem: "yTrue and yPred have different shapes",
    expected: showShape(yPred.shape),
    got: yTrue.shape,
    remedy: "For whole numbers as labels use SparseCategoricalCrossentropy.",
  });
}
