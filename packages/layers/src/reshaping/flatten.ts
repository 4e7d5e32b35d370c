import { elementCount } from "@sepconv/backend";
import { oneOf, reshapeTo, type Tensor, transposed } from "@sepconv/core";
import type { Config } from "../config.js";
import { type DataFormat, dataFormatConfig, dataFormats } from "../data-format.js";
import type { DialectOption } from "../dialect.js";
import { Layer } from "../layer.js";
import type { LayerOptions } from "../layer-options.js";
import type { PartialShape } from "../partial-shape.js";
import type { DataFormatOption } from "../steps-layer.js";

/** The arguments of Keras' `Flatten`, in camelCase. */
export interface FlattenOptions extends LayerOptions, DataFormatOption {}

/**
 * Everything but the batch in one axis, `[batch, …]` → `[batch, elements]`, and `[batch]` → `[batch, 1]`. With "channelsFirst"
 * the channels, axis 1, go last before, so that weights behind the layer suit both layouts.
 *
 * @throws ArgumentError for an option that is unknown or has no valid value. @throws ShapeError for a scalar.
 * @example
 * import * as layers from "@sepconv/layers";
 * new layers.Flatten().computeOutputShape([null, 50, 64]); // [null, 3200]
 * @see https://keras.io/api/layers/reshaping_layers/flatten/
 */
export class Flatten extends Layer {
  readonly dataFormat: DataFormat;
  protected override readonly keepsBuildShape = true;

  constructor(options: FlattenOptions = {}) {
    super("Flatten", options, ["dataFormat"]);
    this.dataFormat = oneOf(this.where, "dataFormat", options.dataFormat ?? "channelsLast", dataFormats);
    this.inputSpec = { minNdim: 1 };
  }

  override call(x: Tensor): Tensor {
    const [batch = 0, ...others] = x.shape;
    const [, channels, ...inner] = x.shape.keys();
    const isMoved = this.dataFormat === "channelsFirst" && channels !== undefined && inner.length > 0;
    return reshapeTo(isMoved ? transposed(x, [0, ...inner, channels]) : x, [batch, elementCount(others)]);
  }

  protected override outputShapeOf([batch = null, ...others]: PartialShape): PartialShape {
    return [
      batch,
      others.reduce((product, extent) => (product === null || extent === null ? null : product * extent), 1),
    ];
  }

  override getConfig(options?: DialectOption): Config {
    return { ...super.getConfig(options), data_format: dataFormatConfig(this.dataFormat) };
  }
}
