import { type UnaryKind, unarySpec } from "@sepconv/backend";
import { checkTensor } from "../arguments/check-tensor.js";
import { execute } from "../engine/execute.js";
import type { Tensor } from "../tensor/tensor.js";

/**
 * `y = kind(x)`, element by element: a tensor of x's shape and dtype. The functions below are its kinds; their formulas
 * and edges stand in the op's spec, with NaN staying NaN unless it says otherwise.
 *
 * Each throws a DTypeError where the device does not compute with x's dtype, and an ArgumentError where x is no tensor.
 *
 * @see https://keras.io/api/layers/activations/
 */
export function unary(kind: UnaryKind, x: Tensor): Tensor {
  checkTensor(kind, "x", x);
  return execute({ spec: unarySpec, attrs: { kind }, dynamic: {}, inputs: { x }, outputShapes: { y: x.shape } }).y;
}

/** −x */
export const neg = (x: Tensor): Tensor => unary("neg", x);
/** ∣x∣ */
export const abs = (x: Tensor): Tensor => unary("abs", x);
/** x² */
export const square = (x: Tensor): Tensor => unary("square", x);
/** √x; NaN below 0 */
export const sqrt = (x: Tensor): Tensor => unary("sqrt", x);
/** 1/√x; ∞ at 0, NaN below */
export const rsqrt = (x: Tensor): Tensor => unary("rsqrt", x);
/** eˣ */
export const exp = (x: Tensor): Tensor => unary("exp", x);
/** ln x; −∞ at 0, NaN below */
export const log = (x: Tensor): Tensor => unary("log", x);
/** 1 where x > 0, else 0, also for NaN */
export const step = (x: Tensor): Tensor => unary("step", x);
/** max(x, 0) */
export const relu = (x: Tensor): Tensor => unary("relu", x);
/** min(max(x, 0), 6) */
export const relu6 = (x: Tensor): Tensor => unary("relu6", x);
/** x where x > 0, else 0.2·x */
export const leakyRelu = (x: Tensor): Tensor => unary("leakyRelu", x);
/** x where x > 0, else eˣ − 1 */
export const elu = (x: Tensor): Tensor => unary("elu", x);
/** 1.0507·x where x > 0, else 1.7581·(eˣ − 1), https://arxiv.org/abs/1706.02515 */
export const selu = (x: Tensor): Tensor => unary("selu", x);
/** 1 / (1 + e⁻ˣ) */
export const sigmoid = (x: Tensor): Tensor => unary("sigmoid", x);
/** tanh x */
export const tanh = (x: Tensor): Tensor => unary("tanh", x);
/** relu6(x + 3) / 6, as Keras 3 */
export const hardSigmoid = (x: Tensor): Tensor => unary("hardSigmoid", x);
/** ln(1 + eˣ) */
export const softplus = (x: Tensor): Tensor => unary("softplus", x);
/** x / (1 + ∣x∣) */
export const softsign = (x: Tensor): Tensor => unary("softsign", x);
/** x / (1 + e⁻ˣ), also called swish, https://arxiv.org/abs/1710.05941 */
export const silu = (x: Tensor): Tensor => unary("silu", x);
/** 1 where x > 0, −1 where x < 0, else x */
export const sign = (x: Tensor): Tensor => unary("sign", x);
/** x · (1 + erf(x / √2)) / 2, https://arxiv.org/abs/1606.08415 */
export const gelu = (x: Tensor): Tensor => unary("gelu", x);
/** x · (1 + tanh(√(2/π) · (x + 0.044715·x³))) / 2, which is near gelu */
export const geluTanh = (x: Tensor): Tensor => unary("geluTanh", x);
/** x · tanh(ln(1 + eˣ)), https://arxiv.org/abs/1908.08681 */
export const mish = (x: Tensor): Tensor => unary("mish", x);
/** x · relu6(x + 3) / 6, also called hard swish */
export const hardSilu = (x: Tensor): Tensor => unary("hardSilu", x);
/** min(max(0.2·x + 0.5, 0), 1), Keras 2's hard_sigmoid */
export const hardSigmoidKeras2 = (x: Tensor): Tensor => unary("hardSigmoidKeras2", x);
/** (x + √(x² + 4)) / 2 */
export const squareplus = (x: Tensor): Tensor => unary("squareplus", x);
/** x − 0.5 above 0.5, x + 0.5 below −0.5, else 0, also for NaN */
export const softShrink = (x: Tensor): Tensor => unary("softShrink", x);
/** x where ∣x∣ > 0.5, else 0, also for NaN */
export const hardShrink = (x: Tensor): Tensor => unary("hardShrink", x);
/** x − tanh x */
export const tanhShrink = (x: Tensor): Tensor => unary("tanhShrink", x);
/** min(max(x, −1), 1) */
export const hardTanh = (x: Tensor): Tensor => unary("hardTanh", x);
/** 0 up to −1, x from 1 on, (x + 1)² / 4 between */
export const sparsePlus = (x: Tensor): Tensor => unary("sparsePlus", x);
/** min(max((x + 1) / 2, 0), 1) */
export const sparseSigmoid = (x: Tensor): Tensor => unary("sparseSigmoid", x);
/** −ln(1 + e⁻ˣ) */
export const logSigmoid = (x: Tensor): Tensor => unary("logSigmoid", x);
