/** Names of activations that Keras 2 does not know. */
export const keras3Only: readonly string[] =
  /* @__PURE__ */ "celu glu hard_shrink hard_silu hard_swish hard_tanh log_sigmoid soft_shrink sparse_plus sparse_sigmoid sparsemax squareplus tanh_shrink".split(
    " ",
  );
