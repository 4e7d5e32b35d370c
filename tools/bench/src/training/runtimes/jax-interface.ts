/** What is used of a jax-js array: passing it on ends it, `ref` keeps it for one more use. */
export interface JaxArray {
  readonly ref: JaxArray;
  readonly add: (other: JaxArray | number) => JaxArray;
  readonly sub: (other: JaxArray | number) => JaxArray;
  readonly mul: (other: JaxArray | number) => JaxArray;
  readonly div: (other: JaxArray | number) => JaxArray;
  readonly slice: (...ranges: (number | readonly number[])[]) => JaxArray;
  readonly data: () => Promise<Float32Array>;
  readonly blockUntilReady: () => Promise<JaxArray>;
  readonly dispose: () => void;
}

type Loss = (x: JaxArray, weights: readonly JaxArray[], target: JaxArray) => JaxArray;

/** What is used of `@jax-js/jax`. */
export interface Jax {
  readonly init: (device: "wasm") => Promise<readonly string[]>;
  readonly defaultDevice: (device: "wasm") => string;
  readonly jit: <Compute>(compute: Compute) => Compute;
  /** Argument 1, the weights, comes first among the gradients. */
  readonly valueAndGrad: (
    loss: Loss,
    options: { readonly argnums: readonly number[] },
  ) => (
    x: JaxArray,
    weights: readonly JaxArray[],
    target: JaxArray,
  ) => readonly [JaxArray, readonly [readonly JaxArray[], ...JaxArray[]]];
  readonly numpy: {
    readonly array: (data: Float32Array, options: { readonly shape: readonly number[] }) => JaxArray;
    readonly zeros: (shape: readonly number[]) => JaxArray;
    readonly mean: (x: JaxArray) => JaxArray;
    readonly square: (x: JaxArray) => JaxArray;
    readonly sqrt: (x: JaxArray) => JaxArray;
    readonly exp: (x: JaxArray) => JaxArray;
    readonly pad: (x: JaxArray, widths: readonly (readonly number[])[]) => JaxArray;
    readonly matmul: (a: JaxArray, b: JaxArray) => JaxArray;
    readonly transpose: (x: JaxArray, axes: readonly number[]) => JaxArray;
  };
  readonly nn: { readonly relu: (x: JaxArray) => JaxArray };
  readonly lax: {
    readonly convGeneralDilated: (
      x: JaxArray,
      filter: JaxArray,
      strides: readonly number[],
      padding: readonly (readonly [number, number])[],
      options: { readonly featureGroupCount?: number },
    ) => JaxArray;
  };
}
