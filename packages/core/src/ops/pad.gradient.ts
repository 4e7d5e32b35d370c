import type { GradientRule } from "../autodiff/gradient-rule.js";
import { stridedSlice } from "./slice.js";

/** The gradients at the places where x went. */
export const padGradient: GradientRule<"pad"> = ({ call, gradients }) => {
  const { low, interior } = call.dynamic;
  const step = interior.map((zeros) => zeros + 1);
  return { x: stridedSlice(gradients.y, low, step, call.inputs.x.shape) };
};
