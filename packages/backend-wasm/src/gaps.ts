/** Ops without a WebAssembly kernel, each with its reason. */
export const gaps = {
  compare: "its result is bool, which this backend does not have yet",
  select: "its condition is bool, which this backend does not have yet",
  cast: "there is one dtype here yet, float32",
  argReduce: "its result is int32, which this backend does not have yet",
  gather: "its indices are int32, which this backend does not have yet",
  scatterAdd: "its indices are int32, which this backend does not have yet",
} as const;
