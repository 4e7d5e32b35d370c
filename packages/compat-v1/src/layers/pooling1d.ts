import { ArgumentError, ShapeError } from "@sepconv/backend";
import { averagePool1d, checkOptions, maxPool1d, type PoolOptions, type Tensor, transpose } from "@sepconv/core";
import type { Config, PartialShape } from "@sepconv/layers";
import { type DataFormat, dataFormatConfig, dataFormatFrom, paddingFrom } from "../arguments/convolution-arguments.js";
import { type OneTuple, oneTuple, wholeOf } from "../arguments/one-tuple.js";
import { optionsFromConfig } from "../options-from-config.js";
import type { OneNumber } from "./convolution-options.js";
import { Layer } from "./layer.js";
import type { LayerOptions } from "./layer-options.js";

/** What the functions take, in camelCase. */
export interface Pooling1dOptions {
  /** Steps in a window. */
  readonly poolSize: OneNumber;
  /** Steps between windows. */
  readonly strides: OneNumber;
  /** "valid" (default) or "same", in any letter case. */
  readonly padding?: string;
  /** "channelsLast" (default) or "channelsFirst". */
  readonly dataFormat?: string | null;
  readonly name?: string | null;
}

/** What the layers take, in camelCase. */
export interface Pooling1DOptions extends Omit<LayerOptions, "name">, Pooling1dOptions {}

const ownNames: readonly string[] = ["poolSize", "strides", "padding", "dataFormat"];

type Pool = (x: Tensor, options: PoolOptions) => Tensor;

/** What both poolings have in common. */
abstract class Pooling1D extends Layer {
  readonly poolSize: OneTuple;
  readonly strides: OneTuple;
  /** "causal" and lists pass the constructor, as in TensorFlow, and fail at the first call. */
  readonly padding: string | readonly unknown[];
  readonly dataFormat: DataFormat;
  readonly #pool: Pool;

  protected constructor(className: string, options: Pooling1DOptions, pool: Pool) {
    super(className, options, ownNames);
    this.poolSize = oneTuple(className, "poolSize", options.poolSize, 1);
    this.strides = oneTuple(className, "strides", options.strides, 0);
    this.padding = paddingFrom(className, options.padding === undefined ? "valid" : options.padding);
    this.dataFormat = dataFormatFrom(className, options.dataFormat);
    this.inputSpec = { ndim: 3 };
    this.#pool = pool;
  }

  override call(inputs: Tensor): Tensor {
    const { poolSize, strides } = this.#window();
    const { padding } = this;
    if (padding !== "valid" && padding !== "same") {
      const where = `layer "${this.name}"`;
      throw new ArgumentError({ where, problem: "padding is unknown", expected: '"valid" or "same"', got: padding });
    }
    const pool = (x: Tensor): Tensor => this.#pool(x, { poolSize, strides, padding });
    if (this.dataFormat === "channelsLast") return pool(inputs);
    const permutation = [0, 2, 1];
    return transpose(pool(transpose(inputs, { permutation })), { permutation });
  }

  /** `[batch, outputSteps, channels]`, whatever rank the input has. @throws ShapeError for an input that is too short. */
  override computeOutputShape(inputShape: PartialShape): PartialShape {
    const [batch, second, third] = inputShape;
    if (batch === undefined || second === undefined || third === undefined) {
      const where = `layer "${this.name}"`;
      throw new ShapeError({ where, problem: "the input has another rank", expected: "rank 3", got: inputShape });
    }
    return this.dataFormat === "channelsLast"
      ? [batch, this.#outputSteps(second, inputShape), third]
      : [batch, second, this.#outputSteps(third, inputShape)];
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      strides: this.strides,
      pool_size: this.poolSize,
      padding: this.padding,
      data_format: dataFormatConfig(this.dataFormat),
    };
  }

  #window(): { poolSize: number; strides: number } {
    const where = `layer "${this.name}"`;
    const poolSize = wholeOf(where, "poolSize", this.poolSize);
    const strides = wholeOf(where, "strides", this.strides);
    if (strides > 0) return { poolSize, strides };
    throw new ArgumentError({ where, problem: "strides cannot contain 0", expected: "at least 1", got: this.strides });
  }

  #outputSteps(steps: number | null, inputShape: PartialShape): number | null {
    if (steps === null) return null;
    const { poolSize, strides } = this.#window();
    const seen = this.padding === "valid" ? steps - poolSize + 1 : steps;
    const output = Math.floor((seen + strides - 1) / strides);
    if (output >= 0) return output;
    throw new ShapeError({
      where: `layer "${this.name}"`,
      problem: "one of the dimensions of the output is negative",
      expected: "a longer input",
      got: inputShape,
    });
  }
}

/**
 * `tf.compat.v1.layers.MaxPooling1D`: the maximum of each window, channel by channel.
 *
 * @see https://www.tensorflow.org/api_docs/python/tf/compat/v1/layers/MaxPooling1D
 */
export class MaxPooling1D extends Pooling1D {
  constructor(options: Pooling1DOptions) {
    super("MaxPooling1D", options, maxPool1d);
  }

  /** A layer from TensorFlow's configuration. @throws ArgumentError */
  static fromConfig(config: Config): MaxPooling1D {
    return new MaxPooling1D(optionsFromConfig<Pooling1DOptions>(config));
  }
}

/**
 * `tf.compat.v1.layers.AveragePooling1D`: the mean of each window, channel by channel; padding does not count.
 *
 * @see https://www.tensorflow.org/api_docs/python/tf/compat/v1/layers/AveragePooling1D
 */
export class AveragePooling1D extends Pooling1D {
  constructor(options: Pooling1DOptions) {
    super("AveragePooling1D", options, averagePool1d);
  }

  /** A layer from TensorFlow's configuration. @throws ArgumentError */
  static fromConfig(config: Config): AveragePooling1D {
    return new AveragePooling1D(optionsFromConfig<Pooling1DOptions>(config));
  }
}

/** Makes a `MaxPooling1D` and applies it once. @throws ArgumentError as the layer does. */
export function maxPooling1d(inputs: Tensor, options: Pooling1dOptions): Tensor {
  checkOptions("maxPooling1d", options, [...ownNames, "name"]);
  return new MaxPooling1D(options).applyOnce(inputs, {});
}

/** Makes an `AveragePooling1D` and applies it once. @throws ArgumentError as the layer does. */
export function averagePooling1d(inputs: Tensor, options: Pooling1dOptions): Tensor {
  checkOptions("averagePooling1d", options, [...ownNames, "name"]);
  return new AveragePooling1D(options).applyOnce(inputs, {});
}
