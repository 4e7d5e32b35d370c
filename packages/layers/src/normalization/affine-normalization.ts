import type { DType } from "@sepconv/backend";
import { add, boolean, mul, numberBetween, reshapeTo, type Tensor, type Variable } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { checkFloating } from "../dtype-policy.js";
import { ones, zeros } from "../initializers/constants.js";
import type { LayerOptions } from "../layer-options.js";
import { SameShapeLayer } from "../same-shape-layer.js";
import {
  type WeightPartOptions,
  type WeightParts,
  weightPartNames,
  weightParts,
  weightPartsConfig,
} from "../weight-parts.js";

/** What layers take that normalize each sample, then scale and shift it. */
export interface AffineNormalizationOptions
  extends LayerOptions,
    WeightPartOptions<"beta">,
    WeightPartOptions<"gamma"> {
  /** Added to the variance. Default: 0.001. */
  readonly epsilon?: number;
  /** Whether beta is added. Default: true. */
  readonly center?: boolean;
  /** Whether gamma multiplies. Default: true. */
  readonly scale?: boolean;
}

const optionNames = ["epsilon", "center", "scale", ...weightPartNames("beta"), ...weightPartNames("gamma")];

/** What layers have in common that normalize each sample, then multiply by gamma and add beta. */
export abstract class AffineNormalization extends SameShapeLayer {
  readonly epsilon: number;
  readonly center: boolean;
  readonly scale: boolean;
  readonly #parts: { readonly beta: WeightParts; readonly gamma: WeightParts };
  #gamma: Variable | null = null;
  #beta: Variable | null = null;

  protected constructor(className: string, options: AffineNormalizationOptions, ownNames: readonly string[]) {
    super(className, options, [...ownNames, ...optionNames]);
    this.#parts = {
      beta: weightParts(this.where, "beta", options, zeros, this.vocabulary),
      gamma: weightParts(this.where, "gamma", options, ones, this.vocabulary),
    };
    this.epsilon = numberBetween(this.where, "epsilon", options.epsilon ?? 0.001, 0, Number.MAX_VALUE);
    this.center = boolean(this.where, "center", options.center ?? true);
    this.scale = boolean(this.where, "scale", options.scale ?? true);
  }

  /** What multiplies; null without scale, and before the layer is built. */
  get gamma(): Variable | null {
    return this.#gamma;
  }

  /** What is added; null without center, and before the layer is built. */
  get beta(): Variable | null {
    return this.#beta;
  }

  /** `y · gamma + beta`, both in a shape that broadcasts over y. */
  protected affine(y: Tensor, shape: readonly number[]): Tensor {
    const scaled = this.#gamma ? mul(y, reshapeTo(this.#gamma, shape)) : y;
    return this.#beta ? add(scaled, reshapeTo(this.#beta, shape)) : scaled;
  }

  /** Adds gamma and beta. */
  protected addAffineWeights(shape: readonly number[], hasGamma: boolean, hasBeta: boolean): void {
    if (hasGamma) this.#gamma = this.addWeight({ name: "gamma", shape, ...this.#parts.gamma });
    if (hasBeta) this.#beta = this.addWeight({ name: "beta", shape, ...this.#parts.beta });
  }

  /** The configuration with a class's own keys where Keras has them. */
  protected affineConfig(options: DialectOption, before: Config, after: Config = {}): Config {
    return {
      ...super.getConfig(options),
      ...before,
      epsilon: this.epsilon,
      center: this.center,
      scale: this.scale,
      ...after,
      ...weightPartsConfig(this.#parts, options.dialect ?? "keras3"),
    };
  }

  protected override checkDType(dtype: DType): void {
    checkFloating(this.where, dtype, this.dtype);
  }
}
