import type { GradientRule } from "../autodiff/gradient-rule.js";
import { matmul } from "./matmul.js";

/**
 * With A and B the operands after transposition: `dA = dY · Bᵀ` and `dB = Aᵀ · dY`; the gradient of a transposed
 * operand is the transpose of that, so its factors change places.
 */
export const matmulGradient: GradientRule<"matmul"> = ({ call, gradients, wants }) => {
  const { a, b } = call.inputs;
  const { transposeA, transposeB } = call.attrs;
  const dy = gradients.y;
  return {
    ...(wants("a") && {
      a: transposeA
        ? matmul(b, dy, { transposeA: transposeB, transposeB: true })
        : matmul(dy, b, { transposeB: !transposeB }),
    }),
    ...(wants("b") && {
      b: transposeB
        ? matmul(dy, a, { transposeA: true, transposeB: transposeA })
        : matmul(a, dy, { transposeA: !transposeA }),
    }),
  };
};
