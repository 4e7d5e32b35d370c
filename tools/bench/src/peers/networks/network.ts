import { type ConvWindow, convGeometry } from "@sepconv/backend";

/** What stands behind a product: nothing, or a function of each element. */
export type Activation = "linear" | "relu" | "tanh" | "sigmoid" | "softmax";

/** The statistics and weights of a batch normalization at rest, one number for each channel. */
export interface Normalization {
  readonly gamma: Float32Array;
  readonly beta: Float32Array;
  readonly mean: Float32Array;
  readonly variance: Float32Array;
  readonly epsilon: number;
}

/** `[batch, steps, channels]`, or `[batch, channels]` where there are no steps. */
export interface Extent {
  readonly steps: number | null;
  readonly channels: number;
}

interface StepBase {
  /** The value that the step reads: 0 is the input, n the result of step n − 1. */
  readonly from: number;
  readonly input: Extent;
  readonly output: Extent;
}

/** Depthwise `[K, C, M]`, then pointwise `[C·M, F]`, then normalization or bias, then the activation. */
export interface SeparableStep extends StepBase {
  readonly kind: "separable";
  readonly window: ConvWindow;
  readonly multiplier: number;
  readonly depthwise: Float32Array;
  readonly pointwise: Float32Array;
  readonly bias: Float32Array | null;
  readonly normalization: Normalization | null;
  readonly activation: Activation;
}

/** A product over channels, `[C, F]`, at every step. */
export interface DenseStep extends StepBase {
  readonly kind: "dense";
  readonly kernel: Float32Array;
  readonly bias: Float32Array | null;
  readonly normalization: Normalization | null;
  readonly activation: Activation;
}

/** Adds another value, then the activation. */
export interface AddStep extends StepBase {
  readonly kind: "add";
  readonly other: number;
  readonly activation: Activation;
}

/** The largest of every `size` neighbouring steps. */
export interface MaxPoolStep extends StepBase {
  readonly kind: "maxPool";
  readonly size: number;
}

/** The mean over all steps. */
export interface AverageStep extends StepBase {
  readonly kind: "average";
}

/** `[batch, steps, channels]` as `[batch, steps·channels]`. */
export interface FlattenStep extends StepBase {
  readonly kind: "flatten";
}

export type Step = SeparableStep | DenseStep | AddStep | MaxPoolStep | AverageStep | FlattenStep;

/** A network with all its weights, the same for every runtime. The last step's value is the output. */
export interface Network {
  readonly name: string;
  /** One layer, called as a layer; or a whole model, called by its `predict`. */
  readonly kind: "block" | "model";
  readonly batch: number;
  readonly input: Extent;
  readonly steps: readonly Step[];
}

/** Multiplications and additions of all products, pooling and addition not counted. */
export function operationsOf({ batch, steps }: Network): number {
  return batch * steps.reduce((total, step) => total + stepOperations(step), 0);
}

function stepOperations(step: Step): number {
  const rows = step.output.steps ?? 1;
  if (step.kind === "dense") return 2 * rows * step.kernel.length;
  if (step.kind === "separable") return 2 * rows * (step.depthwise.length + step.pointwise.length);
  return 0;
}

/** Bytes that must be read or written at least once: input, weights and output. */
export function bytesOf({ batch, input, steps }: Network): number {
  const output = steps.at(-1)?.output ?? input;
  const weights = steps.reduce((total, step) => total + weightsOf(step), 0);
  return 4 * (batch * (sizeOf(input) + sizeOf(output)) + weights);
}

export function sizeOf({ steps, channels }: Extent): number {
  return (steps ?? 1) * channels;
}

function weightsOf(step: Step): number {
  if (step.kind === "dense") return step.kernel.length + step.output.channels;
  if (step.kind === "separable") return step.depthwise.length + step.pointwise.length + step.output.channels;
  return 0;
}

/** Output length and zeros at both ends. @throws RangeError where the input is too short. */
export function windowGeometry(
  steps: number,
  window: ConvWindow,
): { outputSteps: number; padLeft: number; padRight: number } {
  const geometry = convGeometry(steps, window);
  if (geometry.outputSteps > 0) return geometry;
  throw new RangeError(`bench: ${steps} steps are too few for a kernel size of ${window.kernelSize}.`);
}
