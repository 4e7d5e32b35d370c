import { ArgumentError, ShapeError } from "@sepconv/backend";
import { conv1d, separableConv1d as separableConv1dOp, type Tensor, type Variable } from "@sepconv/core";
import type { Config, constraints, initializers, PartialShape, regularizers } from "@sepconv/layers";
import { wholeOf } from "../arguments/one-tuple.js";
import { warnOnce } from "../graph/warn-once.js";
import { optionsFromConfig } from "../options-from-config.js";
import { constraintFrom, initializerConfig, initializerFrom, partConfig, regularizerFrom } from "../parts.js";
import { Convolution } from "./convolution.js";
import type { ConvolutionOptions } from "./convolution-options.js";
import { callFunctional, type FunctionalOf } from "./functional.js";

/** What `SeparableConv1D` takes: every argument of TensorFlow's, in camelCase. */
export interface SeparableConv1DOptions extends ConvolutionOptions {
  /** Depthwise filters for each channel. Default: 1. */
  readonly depthMultiplier?: number;
  /** Default: null, the variable scope's initializer, else Glorot's uniform one. */
  readonly depthwiseInitializer?: initializers.InitializerLike | null;
  readonly pointwiseInitializer?: initializers.InitializerLike | null;
  readonly depthwiseRegularizer?: regularizers.RegularizerLike | null;
  readonly pointwiseRegularizer?: regularizers.RegularizerLike | null;
  readonly depthwiseConstraint?: constraints.ConstraintLike | null;
  readonly pointwiseConstraint?: constraints.ConstraintLike | null;
}

const optionNames = [
  "depthMultiplier",
  "depthwiseInitializer",
  "pointwiseInitializer",
  "depthwiseRegularizer",
  "pointwiseRegularizer",
  "depthwiseConstraint",
  "pointwiseConstraint",
];

const unused = ["groups", "kernelInitializer", "kernelRegularizer", "kernelConstraint", "convOp"];

/**
 * `tf.compat.v1.layers.SeparableConv1D`: each channel has filters of its own, whose outputs are then mixed.
 *
 *     h[b,o,c·M+m] = Σ_j depthwise_kernel[j,c,m] · x[b, o·strides + j·dilationRate − padLeft, c]
 *     y[b,o,f]     = activation(Σ_q h[b,o,q] · pointwise_kernel[0,q,f] + bias[f])
 *
 * Variables `depthwise_kernel [kernelSize, C, depthMultiplier]`, `pointwise_kernel [1, C·depthMultiplier, filters]` and
 * `bias [filters]` belong to the default graph, under a scope that the first use decides.
 *
 * @throws ArgumentError for options, ShapeError for shapes, DTypeError for dtypes that TensorFlow refuses as well.
 * @see https://www.tensorflow.org/api_docs/python/tf/compat/v1/layers/SeparableConv1D
 * @example
 * import { createCpuBackend } from "@sepconv/backend-cpu";
 * import * as v1 from "@sepconv/compat-v1";
 * import { useBackend, zeros } from "@sepconv/core";
 * await useBackend(createCpuBackend());
 * v1.resetDefaultGraph();
 * const layer = new v1.layers.SeparableConv1D({ filters: 32, kernelSize: 3, name: "c" });
 * layer.apply(zeros([2, 10, 4])).shape; // [2, 8, 32]
 * v1.trainableVariables().map(({ name }) => name); // ["c/depthwise_kernel:0", "c/pointwise_kernel:0", "c/bias:0"]
 */
export class SeparableConv1D extends Convolution {
  readonly depthMultiplier: number | null;
  readonly depthwiseInitializer: initializers.Initializer | null;
  readonly pointwiseInitializer: initializers.Initializer | null;
  readonly depthwiseRegularizer: regularizers.Regularizer | null;
  readonly pointwiseRegularizer: regularizers.Regularizer | null;
  readonly depthwiseConstraint: constraints.Constraint | null;
  readonly pointwiseConstraint: constraints.Constraint | null;
  depthwiseKernel: Variable | null = null;
  pointwiseKernel: Variable | null = null;
  /** Null without a bias, and before the weights are made. */
  bias: Variable | null = null;

  constructor(options: SeparableConv1DOptions) {
    super("SeparableConv1D", options, optionNames, "glorot_uniform");
    const { depthMultiplier: multiplier = 1 } = options;
    this.depthMultiplier = typeof multiplier === "boolean" ? Number(multiplier) : multiplier;
    this.depthwiseInitializer = initializerFrom("depthwiseInitializer", options.depthwiseInitializer);
    this.pointwiseInitializer = initializerFrom("pointwiseInitializer", options.pointwiseInitializer);
    this.depthwiseRegularizer = regularizerFrom("depthwiseRegularizer", options.depthwiseRegularizer);
    this.pointwiseRegularizer = regularizerFrom("pointwiseRegularizer", options.pointwiseRegularizer);
    this.depthwiseConstraint = constraintFrom("depthwiseConstraint", options.depthwiseConstraint);
    this.pointwiseConstraint = constraintFrom("pointwiseConstraint", options.pointwiseConstraint);
    this.warnOfUnused(options, unused);
  }

  /** A layer from TensorFlow's configuration, with keys in snake_case. @throws ArgumentError */
  static fromConfig(config: Config): SeparableConv1D {
    return new SeparableConv1D(optionsFromConfig<SeparableConv1DOptions>(config, unused));
  }

  protected override createWeights(inputShape: PartialShape): void {
    const where = `layer "${this.name}"`;
    const channels = this.channelsOf(inputShape);
    const size = wholeOf(where, "kernelSize", this.kernelSize);
    const multiplier = this.depthMultiplier;
    if (typeof multiplier !== "number" || !Number.isInteger(multiplier) || multiplier < 0) {
      const problem = "depthMultiplier is not valid";
      throw new ArgumentError({ where, problem, expected: "a whole number of at least 1", got: multiplier });
    }
    this.depthwiseKernel = this.addWeight("depthwise_kernel", [size, channels, multiplier], {
      initializer: this.depthwiseInitializer,
      regularizer: this.depthwiseRegularizer,
      constraint: this.depthwiseConstraint,
    });
    this.pointwiseKernel = this.addWeight("pointwise_kernel", [1, channels * multiplier, this.filterCount], {
      initializer: this.pointwiseInitializer,
      regularizer: this.pointwiseRegularizer,
      constraint: this.pointwiseConstraint,
    });
    this.bias = this.addBias(this.filterCount);
    this.inputSpec = { ndim: 3, axes: this.axesFor(channels) };
  }

  override call(inputs: Tensor): Tensor {
    const { bias } = this;
    const window = this.window();
    return this.inLayout(inputs, (x) => {
      const depthwiseKernel = this.made(this.depthwiseKernel);
      const pointwiseKernel = this.made(this.pointwiseKernel);
      if (x.shape[2] === 0) {
        const where = `layer "${this.name}"`;
        const got = inputs.shape;
        throw new ShapeError({ where, problem: "there are no channels to convolve", expected: "at least one", got });
      }
      return separableConv1dOp(x, depthwiseKernel, pointwiseKernel, { ...window, bias });
    });
  }

  /**
   * An ordinary convolution of inputs with a filter `[kernelSize, C, F]`, with this layer's strides, dilation and layout, and
   * without bias and activation. TensorFlow inherits it from its convolutions; the layer itself does not use it. "causal"
   * adds no padding here.
   */
  convolutionOp(inputs: Tensor, kernel: Tensor): Tensor {
    const { strides, padding, dilationRate } = this.window();
    const options = { strides, dilationRate, padding: padding === "causal" ? "valid" : padding };
    return this.exchangeLayout(conv1d(this.exchangeLayout(inputs), kernel, options));
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      depth_multiplier: this.depthMultiplier,
      depthwise_initializer: initializerConfig(this.depthwiseInitializer),
      pointwise_initializer: initializerConfig(this.pointwiseInitializer),
      depthwise_regularizer: partConfig(this.depthwiseRegularizer),
      pointwise_regularizer: partConfig(this.pointwiseRegularizer),
      depthwise_constraint: partConfig(this.depthwiseConstraint),
      pointwise_constraint: partConfig(this.pointwiseConstraint),
    };
  }
}

/** What the function takes: TensorFlow's named arguments, and whether variables are shared. */
export type SeparableConv1dOptions = Omit<
  FunctionalOf<SeparableConv1DOptions>,
  "kernelInitializer" | "kernelRegularizer" | "kernelConstraint"
>;

/**
 * Makes a `SeparableConv1D` under its name and applies it once; with `reuse` it shares the variables that are there.
 *
 * @see https://www.tensorflow.org/api_docs/python/tf/compat/v1/layers/separable_conv1d
 */
export function separableConv1d(inputs: Tensor, options: SeparableConv1dOptions): Tensor {
  const unknown = Object.keys(options).find((name) => unused.includes(name));
  if (unknown !== undefined) {
    const expected = "the options of the layer that TensorFlow's function has as well";
    throw new ArgumentError({ where: "separableConv1d", problem: `unknown option "${unknown}"`, expected });
  }
  warnOnce(
    "separableConv1d is deprecated in TensorFlow: use layers.SeparableConv1D of @sepconv/layers in new programs",
  );
  return callFunctional(inputs, options, (given) => new SeparableConv1D(given as SeparableConv1DOptions));
}
