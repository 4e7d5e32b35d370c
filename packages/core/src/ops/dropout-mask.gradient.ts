import type { GradientRule } from "../autodiff/gradient-rule.js";

/** A mask follows from nothing that has a gradient. */
export const dropoutMaskGradient: GradientRule<"dropoutMask"> = () => ({});
