import type { GradientRule } from "../autodiff/gradient-rule.js";
import { gatherRows } from "./gather.js";

/** Each row takes the gradient of the place that it was added to. */
export const scatterAddGradient: GradientRule<"scatterAdd"> = ({ call, gradients }) => ({
  x: gatherRows(gradients.y, call.inputs.indices),
});
