import { ShapeError } from "@sepconv/backend";
import { add, matmul, type Tensor, type Variable } from "@sepconv/core";
import {
  activations,
  type Config,
  type constraints,
  type initializers,
  type PartialShape,
  type regularizers,
} from "@sepconv/layers";
import { unitsFrom } from "../arguments/convolution-arguments.js";
import { optionsFromConfig } from "../options-from-config.js";
import { constraintFrom, initializerFrom, kernelAndBiasConfig, regularizerFrom } from "../parts.js";
import { callFunctional, type FunctionalOf } from "./functional.js";
import { Layer } from "./layer.js";
import type { LayerOptions } from "./layer-options.js";

/** What `Dense` takes: every argument of TensorFlow's, in camelCase. */
export interface DenseOptions extends LayerOptions {
  /** Channels of the output; a fraction is cut, as Python's `int` does. */
  readonly units: number;
  /** A function of the output. Default: none. */
  readonly activation?: activations.ActivationLike;
  /** Default: true. */
  readonly useBias?: boolean;
  /** Default: the scope's, else Glorot's. */
  readonly kernelInitializer?: initializers.InitializerLike | null;
  /** Default: zeros. */
  readonly biasInitializer?: initializers.InitializerLike | null;
  readonly kernelRegularizer?: regularizers.RegularizerLike | null;
  readonly biasRegularizer?: regularizers.RegularizerLike | null;
  readonly kernelConstraint?: constraints.ConstraintLike | null;
  readonly biasConstraint?: constraints.ConstraintLike | null;
}

const optionNames = [
  "units",
  "activation",
  "useBias",
  "kernelInitializer",
  "biasInitializer",
  "kernelRegularizer",
  "biasRegularizer",
  "kernelConstraint",
  "biasConstraint",
];

/**
 * `tf.compat.v1.layers.Dense`: `y = activation(x · kernel + bias)` over the last axis, with variables
 * `kernel [channels, units]` and `bias [units]`.
 *
 * @see https://www.tensorflow.org/api_docs/python/tf/compat/v1/layers/Dense
 */
export class Dense extends Layer {
  readonly units: number;
  readonly activation: activations.Activation;
  readonly useBias: boolean;
  readonly kernelInitializer: initializers.Initializer | null;
  readonly biasInitializer: initializers.Initializer | null;
  readonly kernelRegularizer: regularizers.Regularizer | null;
  readonly biasRegularizer: regularizers.Regularizer | null;
  readonly kernelConstraint: constraints.Constraint | null;
  readonly biasConstraint: constraints.Constraint | null;
  kernel: Variable | null = null;
  bias: Variable | null = null;

  constructor(options: DenseOptions) {
    super("Dense", options, optionNames);
    this.units = unitsFrom("Dense", options.units);
    this.activation = activations.get(options.activation ?? null, { dialect: "keras2" });
    this.useBias = Boolean(options.useBias ?? true);
    this.kernelInitializer = initializerFrom("kernelInitializer", options.kernelInitializer);
    const { biasInitializer } = options;
    this.biasInitializer = initializerFrom(
      "biasInitializer",
      biasInitializer === undefined ? "zeros" : biasInitializer,
    );
    this.kernelRegularizer = regularizerFrom("kernelRegularizer", options.kernelRegularizer);
    this.biasRegularizer = regularizerFrom("biasRegularizer", options.biasRegularizer);
    this.kernelConstraint = constraintFrom("kernelConstraint", options.kernelConstraint);
    this.biasConstraint = constraintFrom("biasConstraint", options.biasConstraint);
    this.inputSpec = { minNdim: 2 };
  }

  /** A layer from TensorFlow's configuration. @throws ArgumentError */
  static fromConfig(config: Config): Dense {
    return new Dense(optionsFromConfig<DenseOptions>(config));
  }

  protected override createWeights(inputShape: PartialShape): void {
    const channels = inputShape.at(-1);
    if (channels === undefined || channels === null) {
      const where = `layer "${this.name}"`;
      const problem = "the last dimension of the inputs should be defined";
      throw new ShapeError({ where, problem, expected: "a number at axis -1", got: inputShape });
    }
    this.kernel = this.addWeight("kernel", [channels, this.units], {
      initializer: this.kernelInitializer,
      regularizer: this.kernelRegularizer,
      constraint: this.kernelConstraint,
    });
    if (this.useBias) {
      this.bias = this.addWeight("bias", [this.units], {
        initializer: this.biasInitializer,
        regularizer: this.biasRegularizer,
        constraint: this.biasConstraint,
      });
    }
    this.inputSpec = { minNdim: 2, axes: { [-1]: channels } };
  }

  override call(inputs: Tensor): Tensor {
    const product = matmul(inputs, this.made(this.kernel));
    return this.activation(this.bias ? add(product, this.bias) : product);
  }

  override computeOutputShape(inputShape: PartialShape): PartialShape {
    if (inputShape.length < 2 || inputShape.at(-1) === null) {
      const where = `layer "${this.name}"`;
      const expected = "at least two axes, the last of them known";
      throw new ShapeError({ where, problem: "the input shape does not do", expected, got: inputShape });
    }
    return [...inputShape.slice(0, -1), this.units];
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      units: this.units,
      activation: activations.serialize(this.activation, { dialect: "keras2" }),
      use_bias: this.useBias,
      ...kernelAndBiasConfig(this),
    };
  }
}

/** Makes a `Dense` under its name and applies it once. */
export function dense(inputs: Tensor, options: FunctionalOf<DenseOptions>): Tensor {
  return callFunctional(inputs, options, (given) => new Dense(given as DenseOptions));
}
