import type { GradientRule } from "../autodiff/gradient-rule.js";
import { scatterAdd } from "./scatter-add.js";

/** Each row's gradient goes back to where the row came from; those of a row that was chosen several times are added. */
export const gatherGradient: GradientRule<"gather"> = ({ call, gradients }) => {
  const { x, indices } = call.inputs;
  return { x: scatterAdd(gradients.y, indices, x.shape[1] ?? 0) };
};
