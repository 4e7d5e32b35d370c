import type { GradientRule } from "../autodiff/gradient-rule.js";
import { runningSums } from "./cumsum.js";

/** An element counts in its own sum and in those behind it: the running sums of the gradient, from the other end. */
export const cumsumGradient: GradientRule<"cumsum"> = ({ call, gradients }) => {
  const { exclusive, reverse } = call.attrs;
  return { x: runningSums(gradients.y, { exclusive, reverse: !reverse }) };
};
