import type { GradientRule } from "../autodiff/gradient-rule.js";
import type { OutputTensors } from "../engine/op-call.js";
import type { Tensor } from "../tensor/tensor.js";
import { batchNormalizationGradientOp } from "./batch-normalization-gradient.js";
import { add, div, mul, sub } from "./binary.js";
import { broadcastTo } from "./broadcast-to.js";

/** The gradient kernel for y; where mean and variance count as well, dx += (dMean + 2 · dVariance · (x − mean)) / rows. */
export const batchNormalizationGradient: GradientRule<"batchNormalization"> = ({ call, outputs, gradients, wants }) => {
  const { x, gamma } = call.inputs;
  const { mean, variance } = outputs;
  // Of several outputs, those that nothing depends on have no gradient.
  const given: Partial<OutputTensors<"batchNormalization">> = gradients;
  const found = given.y
    ? batchNormalizationGradientOp(
        { x, mean, variance, gradient: given.y, ...(gamma && { gamma }) },
        { ...call.dynamic, wants: { x: wants("x"), gamma: wants("gamma"), beta: wants("beta") } },
      )
    : {};
  if (!wants("x") || !(given.mean || given.variance)) return found;
  const [rows = 1] = x.shape;
  const shares: Tensor[] = found.x ? [found.x] : [];
  if (given.mean) shares.push(broadcastTo(div(given.mean, rows), x.shape));
  if (given.variance) shares.push(mul(sub(x, mean), div(given.variance, rows / 2)));
  return { ...found, x: shares.reduce((total, share) => add(total, share)) };
};
