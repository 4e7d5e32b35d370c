import type { GradientRule } from "../autodiff/gradient-rule.js";
import { poolDefinition } from "./pool.definition.js";

/** The definition is differentiated: of equal elements the first one takes the gradient of a maximum, as in TensorFlow. */
export const poolGradient: GradientRule<"pool"> = ({ call, gradients, differentiate }) => {
  const [x] = differentiate(() => [poolDefinition(call).y], [call.inputs.x], [gradients.y]);
  return x ? { x } : {};
};
