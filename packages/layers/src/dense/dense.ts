import { ArgumentError, ShapeError } from "@sepconv/backend";
import { add, boolean, matmul, type Tensor, type Variable, wholeNumber } from "@sepconv/core";
import { type Activation, type ActivationLike, getActivation } from "../activations/get-activation.js";
import { type Config, optionsFromConfig } from "../config.js";
import { getInitializer, type InitializerLike, serializeInitializer } from "../initializers/get-initializer.js";
import type { Initializer } from "../initializers/initializer.js";
import { Layer, type LayerOptions } from "../layer.js";
import { refuseUnlessUnused } from "../not-yet.js";
import type { PartialShape } from "../partial-shape.js";

/** The arguments of Keras' `Dense`, in camelCase. */
export interface DenseOptions extends LayerOptions {
  /** Output channels. */
  readonly units: number;
  /** Default: none. */
  readonly activation?: ActivationLike;
  /** Default: true. */
  readonly useBias?: boolean;
  /** Default: "glorotUniform". */
  readonly kernelInitializer?: InitializerLike;
  /** Default: "zeros". */
  readonly biasInitializer?: InitializerLike;
}

/** What Keras also knows: accepted when it is not used. */
const unsupported = [
  "kernelRegularizer",
  "biasRegularizer",
  "activityRegularizer",
  "kernelConstraint",
  "biasConstraint",
  "quantizationConfig",
  "loraRank",
  "loraAlpha",
];

const optionNames = ["units", "activation", "useBias", "kernelInitializer", "biasInitializer", ...unsupported];

/**
 * `y = activation(x · kernel + bias)` over the last axis: `[…, channels]` → `[…, units]`. Weights: `kernel
 * [channels, units]`, `bias [units]`.
 *
 * @throws ArgumentError for an option that is unknown or has no valid value. @throws ShapeError for an input that does
 *   not fit.
 * @example
 * import * as layers from "@sepconv/layers";
 * new layers.Dense({ units: 4 }).computeOutputShape([null, 64]); // [null, 4]
 *
 * @see https://keras.io/api/layers/core_layers/dense/
 */
export class Dense extends Layer {
  readonly units: number;
  readonly activation: Activation;
  readonly useBias: boolean;
  readonly #kernelInitializer: Initializer;
  readonly #biasInitializer: Initializer;
  #kernel: Variable | null = null;
  #bias: Variable | null = null;

  constructor(options: DenseOptions) {
    super("Dense", options, optionNames);
    refuseUnlessUnused(this.where, options, unsupported);
    this.units = wholeNumber(this.where, "units", options.units);
    this.activation = getActivation(this.where, options.activation);
    this.useBias = boolean(this.where, "useBias", options.useBias ?? true);
    this.#kernelInitializer = getInitializer(
      this.where,
      "kernelInitializer",
      options.kernelInitializer ?? "glorotUniform",
    );
    this.#biasInitializer = getInitializer(this.where, "biasInitializer", options.biasInitializer ?? "zeros");
  }

  /** A layer from Keras' configuration. @throws ArgumentError for what is not supported. */
  static fromConfig(config: Config): Dense {
    return new Dense(optionsFromConfig<DenseOptions>(config));
  }

  /** Null before the layer is built. */
  get kernel(): Variable | null {
    return this.#kernel;
  }

  /** Null without bias, and before the layer is built. */
  get bias(): Variable | null {
    return this.#bias;
  }

  override call(x: Tensor): Tensor {
    if (this.#kernel === null) {
      throw new ArgumentError({
        where: this.where,
        problem: "the layer is not built",
        remedy: "Call build() or apply() first.",
      });
    }
    const product = matmul(x, this.#kernel);
    return this.activation(this.#bias ? add(product, this.#bias) : product);
  }

  protected override outputShapeOf(inputShape: PartialShape): PartialShape {
    return [...inputShape.slice(0, -1), this.units];
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      units: this.units,
      activation: this.activation.activationName,
      use_bias: this.useBias,
      kernel_initializer: serializeInitializer(this.#kernelInitializer),
      bias_initializer: serializeInitializer(this.#biasInitializer),
      kernel_regularizer: null,
      bias_regularizer: null,
      kernel_constraint: null,
      bias_constraint: null,
      quantization_config: null,
    };
  }

  protected override createWeights(inputShape: PartialShape): void {
    const channels = inputShape.at(-1) ?? null;
    if (channels === null) {
      throw new ShapeError({
        where: this.where,
        problem: "the input's channels are unknown",
        expected: "a known last extent to build the weights for",
        got: inputShape,
      });
    }
    this.#kernel = this.addWeight("kernel", [channels, this.units], { initializer: this.#kernelInitializer });
    if (this.useBias) this.#bias = this.addWeight("bias", [this.units], { initializer: this.#biasInitializer });
  }

  protected override checkInput(inputShape: PartialShape): void {
    const channels = inputShape.at(-1) ?? null;
    const known = this.#kernel?.shape[0];
    const fits = channels === null || known === undefined || channels === known;
    if (inputShape.length >= 2 && fits) return;
    throw new ShapeError({
      where: this.where,
      problem: "the input does not fit",
      expected: `rank 2 or more with ${known ?? "any"} channels last`,
      got: inputShape,
    });
  }
}
