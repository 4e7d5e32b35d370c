import type { GradientRule } from "../autodiff/gradient-rule.js";
import { select } from "./select.js";

/** The gradient where the operand was chosen, 0 elsewhere; the condition has none. */
export const selectGradient: GradientRule<"select"> = ({ call, gradients, wants }) => {
  const { condition } = call.inputs;
  return {
    ...(wants("a") && { a: select(condition, gradients.y, 0) }),
    ...(wants("b") && { b: select(condition, 0, gradients.y) }),
  };
};
