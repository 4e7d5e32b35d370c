import type { GradientRule } from "../autodiff/gradient-rule.js";
import type { Tensor } from "../tensor/tensor.js";
import { stridedSlice } from "./slice.js";

/** Each operand takes the part of the gradient that lies where it went. */
export const concatGradient: GradientRule<"concat"> = ({ call, gradients, wants }) => {
  const { a, b } = call.inputs;
  const part = ({ shape }: Tensor, first: number): Tensor => stridedSlice(gradients.y, [0, first, 0], [1, 1, 1], shape);
  return { ...(wants("a") && { a: part(a, 0) }), ...(wants("b") && { b: part(b, a.shape[1] ?? 0) }) };
};
