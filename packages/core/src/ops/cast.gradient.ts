import { isFloating } from "@sepconv/backend";
import type { GradientRule } from "../autodiff/gradient-rule.js";
import { cast } from "./cast.js";

/** The gradient in x's dtype; integers and truth values have none. */
export const castGradient: GradientRule<"cast"> = ({ call, gradients }) => {
  const { dtype } = call.inputs.x;
  return isFloating(dtype) ? { x: cast(gradients.y, dtype) } : {};
};
