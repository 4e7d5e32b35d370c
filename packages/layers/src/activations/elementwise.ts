import { type Activation, activationOfKind } from "./activation.js";

/** An activation without parameters. */
type Plain = Activation<Record<never, never>>;

/** min(max(x, 0), 6) */
export const relu6: Plain = /* @__PURE__ */ activationOfKind("relu6", "relu6");
/** 1.0507·x where x > 0, else 1.7581·(eˣ − 1) */
export const selu: Plain = /* @__PURE__ */ activationOfKind("selu", "selu");
/** 1 / (1 + e⁻ˣ) */
export const sigmoid: Plain = /* @__PURE__ */ activationOfKind("sigmoid", "sigmoid");
/** tanh x */
export const tanh: Plain = /* @__PURE__ */ activationOfKind("tanh", "tanh");
/** eˣ */
export const exponential: Plain = /* @__PURE__ */ activationOfKind("exponential", "exp");
/** ln(1 + eˣ) */
export const softplus: Plain = /* @__PURE__ */ activationOfKind("softplus", "softplus");
/** x / (1 + ∣x∣) */
export const softsign: Plain = /* @__PURE__ */ activationOfKind("softsign", "softsign");
/** x / (1 + e⁻ˣ) */
export const silu: Plain = /* @__PURE__ */ activationOfKind("silu", "silu");
/** silu by its other name. */
export const swish: Plain = silu;
/** relu6(x + 3) / 6, Keras 3's; Keras 2 means `hardSigmoidKeras2` by the name. */
export const hardSigmoid: Plain = /* @__PURE__ */ activationOfKind("hard_sigmoid", "hardSigmoid");
/** min(max(0.2·x + 0.5, 0), 1), the hard_sigmoid of Keras 2. */
export const hardSigmoidKeras2: Plain = /* @__PURE__ */ activationOfKind("hard_sigmoid_keras2", "hardSigmoidKeras2");
/** x · relu6(x + 3) / 6 */
export const hardSilu: Plain = /* @__PURE__ */ activationOfKind("hard_silu", "hardSilu");
/** hardSilu by its other name. */
export const hardSwish: Plain = hardSilu;
/** min(max(x, −1), 1) */
export const hardTanh: Plain = /* @__PURE__ */ activationOfKind("hard_tanh", "hardTanh");
/** x · tanh(ln(1 + eˣ)) */
export const mish: Plain = /* @__PURE__ */ activationOfKind("mish", "mish");
/** x − tanh x */
export const tanhShrink: Plain = /* @__PURE__ */ activationOfKind("tanh_shrink", "tanhShrink");
/** 0 up to −1, x from 1 on, (x + 1)² / 4 between */
export const sparsePlus: Plain = /* @__PURE__ */ activationOfKind("sparse_plus", "sparsePlus");
/** min(max((x + 1) / 2, 0), 1) */
export const sparseSigmoid: Plain = /* @__PURE__ */ activationOfKind("sparse_sigmoid", "sparseSigmoid");
/** −ln(1 + e⁻ˣ) */
export const logSigmoid: Plain = /* @__PURE__ */ activationOfKind("log_sigmoid", "logSigmoid");
