import { checkOptions, dropoutMask, mul, numberBetween, randomSource, type Tensor } from "@sepconv/core";
import type { Config, PartialShape } from "@sepconv/layers";
import { optionsFromConfig } from "../options-from-config.js";
import { Layer } from "./layer.js";
import type { CallOptions, LayerOptions } from "./layer-options.js";

const ownNames: readonly string[] = ["rate", "noiseShape", "seed"];

/** What layer and function take. */
interface OwnOptions {
  /** The share of elements that become 0 while training. Default: 0.5. */
  readonly rate?: number;
  /** The shape of the mask, which stretches to the input's; an extent may be null for the input's. Default: the input's. */
  readonly noiseShape?: readonly (number | null)[] | null;
  /** For the same masks each time: a layer goes on from call to call, the function begins anew. Default: none. */
  readonly seed?: number | null;
  readonly name?: string | null;
}

/** What the layer takes. */
export interface DropoutOptions extends Omit<LayerOptions, "name">, OwnOptions {}

/** What the function takes. */
export interface DropoutFunctionOptions extends OwnOptions {
  /** Whether elements are dropped. Default: false. */
  readonly training?: boolean;
}

/**
 * `tf.compat.v1.layers.Dropout`: while training, elements become 0 at random and the others are divided by 1 − rate. Else
 * nothing happens.
 *
 * @see https://www.tensorflow.org/api_docs/python/tf/compat/v1/layers/Dropout
 */
export class Dropout extends Layer {
  readonly rate: number;
  readonly noiseShape: readonly (number | null)[] | null;
  readonly seed: number | null;
  readonly #source: ReturnType<typeof randomSource>;

  constructor(options: DropoutOptions = {}) {
    super("Dropout", options, ownNames);
    const { rate = 0.5, noiseShape = null, seed = null } = options;
    this.rate = numberBetween("Dropout", "rate", rate, 0, 1);
    this.noiseShape = noiseShape;
    this.seed = seed;
    this.#source = randomSource(seed);
  }

  /** A layer from TensorFlow's configuration. @throws ArgumentError */
  static fromConfig(config: Config): Dropout {
    return new Dropout(optionsFromConfig<DropoutOptions>(config));
  }

  override call(inputs: Tensor, { training = false }: CallOptions): Tensor {
    if (!training || this.rate === 0) return inputs;
    const shape = this.noiseShape?.map((extent, axis) => extent ?? inputs.shape[axis] ?? 1) ?? inputs.shape;
    return mul(inputs, dropoutMask(this.#source, shape, { rate: this.rate, dtype: inputs.dtype }));
  }

  override computeOutputShape(inputShape: PartialShape): PartialShape {
    return [...inputShape];
  }

  override getConfig(): Config {
    return { ...super.getConfig(), rate: this.rate, noise_shape: this.noiseShape, seed: this.seed };
  }
}

/** Makes a `Dropout` and applies it once. @throws ArgumentError as the layer does. */
export function dropout(inputs: Tensor, options: DropoutFunctionOptions = {}): Tensor {
  checkOptions("dropout", options, [...ownNames, "name", "training"]);
  const { training = false, ...others } = options;
  return new Dropout(others).applyOnce(inputs, { training });
}
