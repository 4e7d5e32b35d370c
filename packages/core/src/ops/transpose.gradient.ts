import type { GradientRule } from "../autodiff/gradient-rule.js";
import { transpose } from "./transpose.js";

/** The axes back in their old order. */
export const transposeGradient: GradientRule<"transpose"> = ({ call, gradients }) => {
  const { permutation } = call.attrs;
  const inverse = permutation.map((_, axis) => permutation.indexOf(axis));
  return { x: transpose(gradients.y, { permutation: inverse }) };
};
