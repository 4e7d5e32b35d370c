import { elementCount } from "@sepconv/backend";
import { checkOptions, reshape, type Tensor, transpose } from "@sepconv/core";
import type { Config, PartialShape } from "@sepconv/layers";
import { type DataFormat, dataFormatConfig, dataFormatFrom } from "../arguments/convolution-arguments.js";
import { optionsFromConfig } from "../options-from-config.js";
import { Layer } from "./layer.js";
import type { LayerOptions } from "./layer-options.js";

/** What the function takes. */
export interface FlattenFunctionOptions {
  /** "channelsLast" (default) or "channelsFirst", whose channels are moved to the end first. */
  readonly dataFormat?: string | null;
  readonly name?: string | null;
}

/** What the layer takes. */
export interface FlattenOptions extends Omit<LayerOptions, "name">, FlattenFunctionOptions {}

/**
 * `tf.compat.v1.layers.Flatten`: everything but the batch in one axis, `[batch, …] → [batch, elements]`; numbers without
 * further axes get one of 1.
 *
 * @see https://www.tensorflow.org/api_docs/python/tf/compat/v1/layers/Flatten
 */
export class Flatten extends Layer {
  readonly dataFormat: DataFormat;

  constructor(options: FlattenOptions = {}) {
    super("Flatten", options, ["dataFormat"]);
    this.dataFormat = dataFormatFrom("Flatten", options.dataFormat);
    this.inputSpec = { minNdim: 1 };
  }

  /** A layer from TensorFlow's configuration. @throws ArgumentError */
  static fromConfig(config: Config): Flatten {
    return new Flatten(optionsFromConfig<FlattenOptions>(config));
  }

  override call(inputs: Tensor): Tensor {
    const [batch = 0, ...others] = inputs.shape;
    const axes = [...inputs.shape.keys()];
    const first = this.dataFormat === "channelsFirst" && axes.length > 2;
    const last = first ? transpose(inputs, { permutation: [0, ...axes.slice(2), 1] }) : inputs;
    return reshape(last, [batch, elementCount(others)]);
  }

  /** `[batch, elements]`. As in TensorFlow their number is null where an extent is unknown or 0, and a scalar makes [1, 1]. */
  override computeOutputShape([batch, ...others]: PartialShape): PartialShape {
    if (batch === undefined) return [1, 1];
    return [batch, others.reduce((product, extent) => (product && extent ? product * extent : null), 1)];
  }

  override getConfig(): Config {
    return { ...super.getConfig(), data_format: dataFormatConfig(this.dataFormat) };
  }
}

/** Makes a `Flatten` and applies it once. @throws ArgumentError as the layer does. */
export function flatten(inputs: Tensor, options: FlattenFunctionOptions = {}): Tensor {
  checkOptions("flatten", options, ["dataFormat", "name"]);
  return new Flatten(options).applyOnce(inputs, {});
}
