import { add, div, log, maximum, mean, minimum, mul, slice, sub, sum, type Tensor, tensor } from "@sepconv/core";
import { divideOrZero } from "../losses/arithmetic.js";
import { type Confusion, precisionOf, recallOf } from "./confusion-state.js";
import { above, nonZero } from "./indicators.js";

export interface AreaSettings {
  readonly curve: "ROC" | "PR" | "PRGAIN";
  readonly summation: "interpolation" | "majoring" | "minoring";
  readonly labelWeights: readonly number[] | null;
}

/** The area under the curve through all thresholds, of counts `[thresholds]`, or `[thresholds, labels]` where each label has one. */
export function areaUnderCurve(counts: Confusion, settings: AreaSettings, multiLabel: boolean): Tensor {
  const { curve, summation, labelWeights } = settings;
  const parts =
    curve === "PR" && summation === "interpolation" ? precisionRecallParts(counts) : riemannParts(counts, settings);
  if (!multiLabel) return sum(parts);
  const areas = sum(parts, { axis: 0 });
  if (labelWeights === null) return mean(areas);
  const weights = tensor([...labelWeights], [labelWeights.length], areas.dtype);
  return divideOrZero(sum(mul(areas, weights)), sum(weights));
}

/** (xᵢ − xᵢ₊₁) · height, where the height is the mean, the least or the largest of yᵢ and yᵢ₊₁ */
function riemannParts(counts: Confusion, { curve, summation }: AreaSettings): Tensor {
  const { x, y } = { ROC: operatingCurve, PR: precisionRecallCurve, PRGAIN: gainCurve }[curve](counts);
  const [a, b] = [upper(y), lower(y)];
  const height =
    summation === "interpolation" ? div(add(a, b), 2) : summation === "minoring" ? minimum(a, b) : maximum(a, b);
  return mul(sub(upper(x), lower(x)), height);
}

interface Curve {
  readonly x: Tensor;
  readonly y: Tensor;
}

function operatingCurve(counts: Confusion): Curve {
  const { falsePositives, trueNegatives } = counts;
  return { x: divideOrZero(falsePositives, add(falsePositives, trueNegatives)), y: recallOf(counts) };
}

function precisionRecallCurve(counts: Confusion): Curve {
  return { x: recallOf(counts), y: precisionOf(counts) };
}

/** Gains: 1 − positives/negatives · fn/tp, not below 0, and 1 − positives/negatives · fp/tp; without true positives 0 and 1. */
function gainCurve({ truePositives, falsePositives, trueNegatives, falseNegatives }: Confusion): Curve {
  const scale = divideOrZero(add(truePositives, falseNegatives), add(trueNegatives, falsePositives));
  const gain = (wrong: Tensor): Tensor => sub(1, mul(scale, divideOrZero(wrong, truePositives)));
  const found = nonZero(truePositives);
  return {
    x: maximum(mul(found, gain(falseNegatives)), 0),
    y: add(mul(found, gain(falsePositives)), sub(1, found)),
  };
}

/**
 * slope·(Δtp + intercept·ln(pᵢ / pᵢ₊₁)) / positives between two thresholds, p being tp + fp, slope Δtp / Δp and
 * intercept tpᵢ₊₁ − slope·pᵢ₊₁: precision is no straight line over recall.
 */
function precisionRecallParts({ truePositives, falsePositives, falseNegatives }: Confusion): Tensor {
  const found = add(truePositives, falsePositives);
  const [before, after] = [upper(found), lower(found)];
  const gained = sub(upper(truePositives), lower(truePositives));
  const slope = divideOrZero(gained, maximum(sub(before, after), 0));
  const intercept = sub(lower(truePositives), mul(slope, after));
  const both = mul(above(before, 0), above(after, 0));
  const ratio = add(mul(both, divideOrZero(before, after)), sub(1, both));
  const positives = maximum(add(lower(truePositives), lower(falseNegatives)), 0);
  return divideOrZero(mul(slope, add(gained, mul(intercept, log(ratio)))), positives);
}

/** All thresholds but the last. */
function upper(x: Tensor): Tensor {
  return slice(x, { size: x.shape.with(0, (x.shape[0] ?? 1) - 1) });
}

/** All thresholds but the first. */
function lower(x: Tensor): Tensor {
  return slice(x, { start: x.shape.map((_, axis) => (axis === 0 ? 1 : 0)) });
}
