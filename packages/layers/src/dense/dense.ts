import { ArgumentError, type DType, ShapeError } from "@sepconv/backend";
import { add, boolean, matmul, type Tensor, type Variable } from "@sepconv/core";
import { activationConfig } from "../activations/activation-config.js";
import type { Activation, ActivationLike } from "../activations/get-activation.js";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { checkFloating } from "../dtype-policy.js";
import { zeros } from "../initializers/constants.js";
import { glorotUniform } from "../initializers/variance-scaling.js";
import { Layer } from "../layer.js";
import type { LayerOptions } from "../layer-options.js";
import { refuseUnlessUnused } from "../not-yet.js";
import type { PartialShape } from "../partial-shape.js";
import { singleNumber } from "../single-number.js";
import {
  orZeros,
  type WeightPartOptions,
  type WeightParts,
  weightPartNames,
  weightParts,
  weightPartsConfig,
} from "../weight-parts.js";

/** The arguments of Keras' `Dense`, in camelCase. */
export interface DenseOptions extends LayerOptions, WeightPartOptions<"kernel">, WeightPartOptions<"bias"> {
  /** Output channels. */
  readonly units: number;
  /** Default: none. */
  readonly activation?: ActivationLike;
  /** Default: true. */
  readonly useBias?: boolean;
}

/** What Keras also knows: accepted when it is not used. */
const unsupported = ["quantizationConfig", "loraRank", "loraAlpha"];

const optionNames = [
  "units",
  "activation",
  "useBias",
  ...weightPartNames("kernel"),
  ...weightPartNames("bias"),
  ...unsupported,
];

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
  override supportsMasking = true;
  readonly #parts: { readonly kernel: WeightParts; readonly bias: WeightParts };
  #kernel: Variable | null = null;
  #bias: Variable | null = null;

  constructor(options: DenseOptions) {
    super("Dense", options, optionNames);
    refuseUnlessUnused(this.where, options, unsupported);
    const { activation = null, useBias = true, dialect = "keras3" } = options;
    this.activation = this.vocabulary.activation(this.where, "activation", activation, dialect);
    this.#parts = {
      kernel: weightParts(this.where, "kernel", options, glorotUniform, this.vocabulary),
      bias: weightParts(this.where, "bias", options, zeros, this.vocabulary),
    };
    this.units = singleNumber(this.where, "units", options.units);
    this.useBias = boolean(this.where, "useBias", useBias);
    this.inputSpec = { minNdim: 2 };
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

  override getConfig(options: DialectOption = {}): Config {
    const { dialect = "keras3" } = options;
    const isKeras2 = dialect === "keras2";
    return {
      ...super.getConfig(options),
      units: this.units,
      activation: activationConfig(this.activation, dialect),
      use_bias: this.useBias,
      ...weightPartsConfig(this.#parts, dialect, isKeras2 ? this.activityRegularizer : undefined),
      ...(!isKeras2 && { quantization_config: null }),
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
    const { units } = this;
    const { kernel, bias } = this.#parts;
    this.#kernel = this.addWeight({ name: "kernel", shape: [channels, units], ...kernel });
    if (this.useBias) this.#bias = this.addWeight({ name: "bias", shape: [units], ...orZeros(bias) });
    this.inputSpec = { minNdim: 2, axes: { [-1]: channels } };
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

  protected override checkDType(dtype: DType): void {
    checkFloating(this.where, dtype, this.dtype);
  }
}
