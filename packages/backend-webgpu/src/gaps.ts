/** Ops without a WGSL kernel, each with its reason. */
export const gaps = {
  separableConv1dGradient: "runs by its definition in primitives until the training kernels come",
} as const;
