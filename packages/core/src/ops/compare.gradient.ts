import type { GradientRule } from "../autodiff/gradient-rule.js";

/** Truth values have no gradient. */
export const compareGradient: GradientRule<"compare"> = () => ({});
