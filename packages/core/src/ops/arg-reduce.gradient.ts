import type { GradientRule } from "../autodiff/gradient-rule.js";

/** Places have no gradient. */
export const argReduceGradient: GradientRule<"argReduce"> = () => ({});
