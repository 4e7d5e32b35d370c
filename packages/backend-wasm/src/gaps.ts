/** Ops without a WebAssembly kernel, each with its reason. */
export const gaps = {
  // None. `npm run new-op` lists a new op here.
} as const;
