import { ArgumentError, elementCount } from "@sepconv/backend";
import { conv1d as conv1dOp, reshape, type Tensor, type Variable } from "@sepconv/core";
import type { Config, PartialShape } from "@sepconv/layers";
import { wholeOf } from "../arguments/one-tuple.js";
import { optionsFromConfig } from "../options-from-config.js";
import { Convolution } from "./convolution.js";
import type { ConvolutionOptions } from "./convolution-options.js";
import { callFunctional, type FunctionalOf } from "./functional.js";

/** What `Conv1D` takes: every argument of TensorFlow's, in camelCase. */
export interface Conv1DOptions extends ConvolutionOptions {}

/**
 * `tf.compat.v1.layers.Conv1D`: an ordinary convolution over time, with variables `kernel [kernelSize, C, filters]` and
 * `bias [filters]`.
 *
 * @see https://www.tensorflow.org/api_docs/python/tf/compat/v1/layers/Conv1D
 */
export class Conv1D extends Convolution {
  kernel: Variable | null = null;
  bias: Variable | null = null;

  constructor(options: Conv1DOptions) {
    super("Conv1D", options, [], null);
  }

  /** A layer from TensorFlow's configuration. @throws ArgumentError */
  static fromConfig(config: Config): Conv1D {
    return new Conv1D(optionsFromConfig<Conv1DOptions>(config));
  }

  protected override createWeights(inputShape: PartialShape): void {
    const where = `layer "${this.name}"`;
    const channels = this.channelsOf(inputShape);
    if (channels % this.groups !== 0) {
      const problem = "the number of input channels must be divisible by the number of groups";
      throw new ArgumentError({ where, problem, expected: `a multiple of ${this.groups}`, got: channels });
    }
    const size = wholeOf(where, "kernelSize", this.kernelSize);
    // As in TensorFlow an input that is too short is refused before there are variables.
    this.computeOutputShape(inputShape);
    this.kernel = this.addWeight("kernel", [size, channels / this.groups, this.filterCount], {
      initializer: this.kernelInitializer,
      regularizer: this.kernelRegularizer,
      constraint: this.kernelConstraint,
    });
    this.bias = this.addBias(this.filterCount);
    this.inputSpec = { minNdim: 3, axes: this.axesFor(channels) };
  }

  override call(inputs: Tensor): Tensor {
    const { bias, groups } = this;
    const kernel = this.made(this.kernel);
    // Axes before the last two are all batch.
    const batch = inputs.shape.slice(0, -2);
    const extents = inputs.shape.slice(-2);
    const flat = batch.length === 1 ? inputs : reshape(inputs, [elementCount(batch), ...extents]);
    const y = this.inLayout(flat, (x) => conv1dOp(x, kernel, { ...this.window(), groups, bias }));
    return batch.length === 1 ? y : reshape(y, [...batch, ...y.shape.slice(-2)]);
  }
}

/** Makes a `Conv1D` under its name and applies it once. */
export function conv1d(inputs: Tensor, options: FunctionalOf<Conv1DOptions>): Tensor {
  return callFunctional(inputs, options, (given) => new Conv1D(given as Conv1DOptions));
}
