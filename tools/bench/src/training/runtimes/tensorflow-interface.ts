/** What is used of a TensorFlow.js tensor. */
export interface TfTensor {
  readonly shape: readonly number[];
  readonly data: () => Promise<Float32Array>;
  readonly dispose: () => void;
}

export interface TfVariable extends TfTensor {
  readonly name: string;
  readonly assign: (value: TfTensor) => void;
}

export interface TfOptimizer {
  readonly applyGradients: (
    gradients: readonly { readonly name: string; readonly tensor: TfTensor | undefined }[],
  ) => void;
  readonly dispose: () => void;
}

type Pair = readonly [number, number];

/** What is used of `@tensorflow/tfjs`. */
export interface Tf {
  readonly version_core: string;
  readonly setBackend: (name: string) => Promise<boolean>;
  readonly tensor: (data: Float32Array, shape: readonly number[]) => TfTensor;
  readonly variable: (initial: TfTensor, trainable: boolean) => TfVariable;
  readonly tidy: <Result>(compute: () => Result) => Result;
  readonly valueAndGrads: (
    compute: (...inputs: TfTensor[]) => TfTensor,
  ) => (inputs: readonly TfTensor[]) => { value: TfTensor; grads: readonly TfTensor[] };
  readonly train: {
    readonly adam: (learningRate: number, beta1: number, beta2: number, epsilon: number) => TfOptimizer;
  };
  readonly losses: { readonly softmaxCrossEntropy: (labels: TfTensor, logits: TfTensor) => TfTensor };
  readonly depthwiseConv2d: (
    x: TfTensor,
    filter: TfTensor,
    strides: Pair,
    pad: "same" | "valid",
    dataFormat: "NHWC",
    dilations: Pair,
  ) => TfTensor;
  readonly matMul: (a: TfTensor, b: TfTensor) => TfTensor;
  readonly reshape: (x: TfTensor, shape: readonly number[]) => TfTensor;
  readonly pad: (x: TfTensor, paddings: readonly Pair[]) => TfTensor;
  readonly slice: (x: TfTensor, begin: readonly number[], size: readonly number[]) => TfTensor;
  readonly moments: (x: TfTensor, axes: readonly number[]) => { mean: TfTensor; variance: TfTensor };
  readonly batchNorm: (
    x: TfTensor,
    mean: TfTensor,
    variance: TfTensor,
    offset: TfTensor,
    scale: TfTensor,
    epsilon: number,
  ) => TfTensor;
  readonly dropout: (x: TfTensor, rate: number) => TfTensor;
  readonly add: (a: TfTensor, b: TfTensor) => TfTensor;
  readonly sub: (a: TfTensor, b: TfTensor) => TfTensor;
  readonly mul: (a: TfTensor, b: TfTensor | number) => TfTensor;
  readonly relu: (x: TfTensor) => TfTensor;
  readonly square: (x: TfTensor) => TfTensor;
  readonly mean: (x: TfTensor, axes?: readonly number[]) => TfTensor;
}
