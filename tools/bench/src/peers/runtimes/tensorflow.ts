import { dirname } from "node:path";
import { type FoldedProduct, foldNormalization } from "../networks/fold-normalization.js";
import {
  type Activation,
  type DenseStep,
  type MaxPoolStep,
  type Network,
  type SeparableStep,
  type Step,
  windowGeometry,
} from "../networks/network.js";
import { requirePeer } from "./peer-packages.js";
import type { Prepared, Runtime } from "./runtime.js";

/** What is used of a TensorFlow.js tensor. */
interface TfTensor {
  readonly data: () => Promise<Float32Array>;
  readonly dispose: () => void;
}

type Pair = readonly [number, number];
type TfPadding = "same" | "valid";

interface TfFusedOptions {
  readonly x: TfTensor;
  readonly filter: TfTensor;
  readonly strides: Pair;
  readonly pad: TfPadding;
  readonly bias: TfTensor;
  readonly activation?: "linear" | "relu" | "sigmoid";
}

/** What is used of `@tensorflow/tfjs-core`. */
interface TfCore {
  readonly version_core: string;
  readonly setBackend: (name: string) => Promise<boolean>;
  readonly tensor: (data: Float32Array, shape: readonly number[]) => TfTensor;
  readonly tidy: (compute: () => TfTensor) => TfTensor;
  readonly pad: (x: TfTensor, paddings: readonly Pair[]) => TfTensor;
  readonly stridedSlice: (
    x: TfTensor,
    begin: readonly number[],
    end: readonly number[],
    strides: readonly number[],
  ) => TfTensor;
  readonly depthwiseConv2d: (
    x: TfTensor,
    filter: TfTensor,
    strides: Pair,
    pad: TfPadding,
    dataFormat: "NHWC",
    dilations: Pair,
  ) => TfTensor;
  readonly fused: { readonly conv2d: (options: TfFusedOptions) => TfTensor };
  readonly add: (a: TfTensor, b: TfTensor) => TfTensor;
  readonly relu: (x: TfTensor) => TfTensor;
  readonly tanh: (x: TfTensor) => TfTensor;
  readonly softmax: (x: TfTensor) => TfTensor;
  readonly mean: (x: TfTensor, axis: readonly number[]) => TfTensor;
  readonly maxPool: (x: TfTensor, size: Pair, strides: Pair, pad: TfPadding) => TfTensor;
  readonly reshape: (x: TfTensor, shape: readonly number[]) => TfTensor;
}

type Compute = (values: readonly TfTensor[]) => TfTensor;

/**
 * TensorFlow.js with values as `[batch, 1, steps, channels]`: depthwiseConv2d, then conv2d fused with bias and relu.
 * Normalization is folded into the weights.
 */
export async function openTensorFlow(backend: "cpu" | "wasm"): Promise<Runtime> {
  const tf: TfCore = requirePeer("@tensorflow/tfjs-core");
  if (backend === "wasm") {
    const wasm: { readonly setWasmPaths: (folder: string) => void } = requirePeer("@tensorflow/tfjs-backend-wasm");
    wasm.setWasmPaths(`${dirname(requirePeer.resolve("@tensorflow/tfjs-backend-wasm"))}/`);
  } else requirePeer("@tensorflow/tfjs-backend-cpu");
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js does not open its ${backend} backend.`);
  return {
    description: `@tensorflow/tfjs-core ${tf.version_core}, ${backend} backend, one thread`,
    prepare: async (network, input) => prepare(tf, network, input),
  };
}

function prepare(tf: TfCore, network: Network, input: Float32Array): Prepared {
  const { batch, input: extent } = network;
  const x = tf.tensor(input, [batch, 1, extent.steps ?? 1, extent.channels]);
  const held = [x];
  const hold = (data: Float32Array, shape: readonly number[]): TfTensor => {
    const weight = tf.tensor(data, shape);
    held.push(weight);
    return weight;
  };
  const program = network.steps.map((step) => computation(tf, batch, step, hold));
  const compute = (): TfTensor =>
    tf.tidy(() => {
      const values = [x];
      for (const step of program) values.push(step(values));
      return valueAt(values, values.length - 1);
    });
  const output = async (): Promise<Float32Array> => {
    const y = compute();
    const elements = await y.data();
    y.dispose();
    return elements;
  };
  return {
    run: network.kind === "block" ? () => compute().dispose() : async () => void (await output()),
    output,
    dispose: () => {
      for (const tensor of held) tensor.dispose();
    },
  };
}

type Hold = (data: Float32Array, shape: readonly number[]) => TfTensor;

function computation(tf: TfCore, batch: number, step: Step, hold: Hold): Compute {
  const { from } = step;
  switch (step.kind) {
    case "separable":
      return separable(tf, step, hold);
    case "dense": {
      const product = productOf(tf, step, hold);
      return (values) => product(valueAt(values, from));
    }
    case "add": {
      const finish = activate(tf, step.activation);
      return (values) => finish(tf.add(valueAt(values, from), valueAt(values, step.other)));
    }
    case "maxPool":
      return (values) => maxPool(tf, valueAt(values, from), step);
    case "average":
      return (values) => tf.reshape(tf.mean(valueAt(values, from), [1, 2]), [batch, 1, 1, step.output.channels]);
    case "flatten":
      return (values) => tf.reshape(valueAt(values, from), [batch, 1, 1, step.output.channels]);
  }
}

function separable(tf: TfCore, step: SeparableStep, hold: Hold): Compute {
  const { window, multiplier, input, depthwise } = step;
  const { kernelSize, stride, dilation, padding } = window;
  const filter = hold(depthwise, [1, kernelSize, input.channels, multiplier]);
  const product = productOf(tf, step, hold);
  const convolve = (x: TfTensor, pad: TfPadding, s: number, d: number): TfTensor =>
    tf.depthwiseConv2d(x, filter, [s, s], pad, "NHWC", [1, d]);
  if (padding !== "causal" && (stride === 1 || dilation === 1)) {
    return (values) => product(convolve(valueAt(values, step.from), padding, stride, dilation));
  }
  const { padLeft, padRight } = windowGeometry(input.steps ?? 0, window);
  const padded = (values: readonly TfTensor[]): TfTensor =>
    tf.pad(valueAt(values, step.from), [
      [0, 0],
      [0, 0],
      [padLeft, padRight],
      [0, 0],
    ]);
  if (stride === 1 || dilation === 1) {
    return (values) => product(convolve(padded(values), "valid", stride, dilation));
  }
  // TensorFlow.js refuses strides together with dilation. Where the stride divides the dilation, all taps of an output
  // see every stride-th step of the input alone.
  if (dilation % stride !== 0) throw new Error("TensorFlow.js: no quick way for this stride with this dilation.");
  const steps = (input.steps ?? 0) + padLeft + padRight;
  return (values) => {
    const x = padded(values);
    const end = [Number.MAX_SAFE_INTEGER, 1, steps, input.channels];
    const every = tf.stridedSlice(x, [0, 0, 0, 0], end, [1, 1, stride, 1]);
    return product(convolve(every, "valid", 1, dilation / stride));
  };
}

function productOf(tf: TfCore, step: SeparableStep | DenseStep, hold: Hold): (x: TfTensor) => TfTensor {
  const { kernel, bias }: FoldedProduct = foldNormalization(step);
  const channels = step.output.channels;
  const filter = hold(kernel, [1, 1, kernel.length / channels, channels]);
  const offset = hold(bias, [channels]);
  const { activation } = step;
  const fused = activation === "relu" || activation === "sigmoid" ? activation : "linear";
  const finish = activate(tf, fused === activation ? "linear" : activation);
  return (x) => {
    const options = { x, filter, strides: [1, 1], pad: "valid", bias: offset, activation: fused } as const;
    return finish(tf.fused.conv2d(options));
  };
}

function activate(tf: TfCore, activation: Activation): (x: TfTensor) => TfTensor {
  if (activation === "linear") return (x) => x;
  if (activation === "sigmoid") throw new Error("bench: a sigmoid stands behind a product.");
  return tf[activation];
}

function maxPool(tf: TfCore, x: TfTensor, { size }: MaxPoolStep): TfTensor {
  return tf.maxPool(x, [1, size], [1, size], "valid");
}

function valueAt(values: readonly TfTensor[], index: number): TfTensor {
  const value = values[index];
  if (value === undefined) throw new Error(`bench: there is no value ${index}.`);
  return value;
}
