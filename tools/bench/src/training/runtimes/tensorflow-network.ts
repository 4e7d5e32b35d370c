import {
  type Activation,
  type DenseStep,
  type Normalization,
  type SeparableStep,
  type Step,
  windowGeometry,
} from "../../peers/networks/network.js";
import { dropsOut, type TrainingTask } from "../training-task.js";
import type { Tf, TfTensor, TfVariable } from "./tensorflow-interface.js";

/** A depthwise convolution by its op, or as a sum of slices, each times its row of the filter. */
export type DepthwiseWay = "op" | "slices";

type Compute = (values: readonly TfTensor[]) => TfTensor;
type Layer = (x: TfTensor) => TfTensor;

/** A network to be trained, with its weights. Behind a softmax it gives logits, as the loss wants them. */
export class TensorFlowNetwork {
  /** What is trained. */
  readonly variables: TfVariable[] = [];
  readonly #tf: Tf;
  readonly #task: TrainingTask;
  readonly #way: DepthwiseWay;
  readonly #moving: TfVariable[] = [];
  readonly #compute: readonly Compute[];

  constructor(tf: Tf, task: TrainingTask, way: DepthwiseWay) {
    this.#tf = tf;
    this.#task = task;
    this.#way = way;
    this.#compute = task.steps.map((step) => this.#computation(step));
  }

  apply(x: TfTensor): TfTensor {
    const { steps, dropout } = this.#task;
    const values = [x];
    for (const [index, compute] of this.#compute.entries()) {
      const value = compute(values);
      const step = steps[index];
      values.push(step && dropsOut(step, dropout) ? this.#tf.dropout(value, dropout) : value);
    }
    return valueAt(values, values.length - 1);
  }

  dispose(): void {
    for (const variable of [...this.variables, ...this.#moving]) variable.dispose();
  }

  #computation(step: Step): Compute {
    const tf = this.#tf;
    const from: Compute = (values) => valueAt(values, step.from);
    switch (step.kind) {
      case "separable": {
        const depthwise = this.#depthwise(step);
        const product = this.#product(step, step.pointwise);
        return (values) => product(depthwise(from(values)));
      }
      case "dense": {
        const product = this.#product(step, step.kernel);
        return (values) => product(from(values));
      }
      case "add": {
        const activate = this.#activation(step.activation);
        return (values) => activate(tf.add(from(values), valueAt(values, step.other)));
      }
      case "average":
        return (values) => tf.mean(from(values), [1, 2]);
      default:
        throw new Error(`bench: no training of a step "${step.kind}".`);
    }
  }

  #depthwise({ window, multiplier, input, output, depthwise }: SeparableStep): Layer {
    const tf = this.#tf;
    const { kernelSize, stride, dilation, padding } = window;
    const { channels } = input;
    if (stride !== 1 || multiplier !== 1 || padding !== "same") throw new Error("bench: no training of this window.");
    const filter = this.#variable(depthwise, [1, kernelSize, channels, 1]);
    if (this.#way === "op") return (x) => tf.depthwiseConv2d(x, filter, [1, 1], "same", "NHWC", [1, dilation]);
    const { padLeft, padRight } = windowGeometry(input.steps ?? 0, window);
    const size = [this.#task.batch, 1, output.steps ?? 0, channels];
    return (x) => {
      const padded = tf.pad(x, [
        [0, 0],
        [0, 0],
        [padLeft, padRight],
        [0, 0],
      ]);
      const terms = Array.from({ length: kernelSize }, (_, tap) => {
        const weights = tf.reshape(tf.slice(filter, [0, tap, 0, 0], [1, 1, channels, 1]), [channels]);
        return tf.mul(tf.slice(padded, [0, 0, tap * dilation, 0], size), weights);
      });
      return terms.reduce((sum, term) => tf.add(sum, term));
    };
  }

  #product({ input, output, bias, normalization, activation }: SeparableStep | DenseStep, data: Float32Array): Layer {
    const tf = this.#tf;
    const rows = data.length / output.channels;
    const kernel = this.#variable(data, [rows, output.channels]);
    const offset = bias && this.#variable(bias, [output.channels]);
    const normalize = normalization && this.#normalization(normalization);
    const activate = this.#activation(activation);
    const shape = [this.#task.batch, 1, input.steps ?? 1, output.channels];
    return (x) => {
      const y = tf.matMul(tf.reshape(x, [-1, rows]), kernel);
      const shaped = input.steps === null ? y : tf.reshape(y, shape);
      const shifted = offset ? tf.add(shaped, offset) : shaped;
      return activate(normalize ? normalize(shifted) : shifted);
    };
  }

  /** By the batch's mean and variance, which the moving ones follow. */
  #normalization({ gamma, beta, mean, variance, epsilon }: Normalization): Layer {
    const tf = this.#tf;
    const shape = [gamma.length];
    const [scale, offset] = [this.#variable(gamma, shape), this.#variable(beta, shape)];
    const moving = [mean, variance].map((data) => tf.variable(tf.tensor(data, shape), false));
    this.#moving.push(...moving);
    return (x) => {
      const { mean: center, variance: spread } = tf.moments(x, [0, 1, 2]);
      for (const [index, latest] of [center, spread].entries()) {
        const average = moving[index];
        average?.assign(tf.add(tf.mul(average, 0.99), tf.mul(latest, 0.01)));
      }
      return tf.batchNorm(x, center, spread, offset, scale, epsilon);
    };
  }

  #activation(activation: Activation): Layer {
    if (activation === "relu") return this.#tf.relu;
    if (activation === "linear" || activation === "softmax") return (x) => x;
    throw new Error(`bench: no training with ${activation}.`);
  }

  #variable(data: Float32Array, shape: readonly number[]): TfVariable {
    const tf = this.#tf;
    const initial = tf.tensor(data, shape);
    const variable = tf.variable(initial, true);
    initial.dispose();
    this.variables.push(variable);
    return variable;
  }
}

function valueAt(values: readonly TfTensor[], index: number): TfTensor {
  const value = values[index];
  if (value === undefined) throw new Error(`bench: there is no value ${index}.`);
  return value;
}
