import { type Activation, activationOfKind } from "./activation.js";

// The activations with parameters as their names mean them: with the defaults. They take no options, so that a page which
// gives one to a layer ships one op of the device and nothing else.

/** An activation without parameters. */
type Plain = Activation<Record<never, never>>;

/** max(x, 0) */
export const relu: Plain = /* @__PURE__ */ activationOfKind("relu", "relu");
/** x where x > 0, else 0.2·x */
export const leakyRelu: Plain = /* @__PURE__ */ activationOfKind("leaky_relu", "leakyRelu");
/** x where x > 0, else eˣ − 1 */
export const elu: Plain = /* @__PURE__ */ activationOfKind("elu", "elu");
/** x · (1 + erf(x / √2)) / 2 */
export const gelu: Plain = /* @__PURE__ */ activationOfKind("gelu", "gelu");
/** (x + √(x² + 4)) / 2 */
export const squareplus: Plain = /* @__PURE__ */ activationOfKind("squareplus", "squareplus");
/** x − 0.5 above 0.5, x + 0.5 below −0.5, else 0 */
export const softShrink: Plain = /* @__PURE__ */ activationOfKind("soft_shrink", "softShrink");
/** x where ∣x∣ > 0.5, else 0 */
export const hardShrink: Plain = /* @__PURE__ */ activationOfKind("hard_shrink", "hardShrink");
