import { ShapeError } from "@sepconv/backend";
import { boolean, cast, div, mean, mul, oneOf, reshapeTo, sum, type Tensor } from "@sepconv/core";
import type { CallOptions } from "../call-options.js";
import type { Config } from "../config.js";
import { type DataFormat, dataFormatConfig, dataFormats } from "../data-format.js";
import type { DialectOption } from "../dialect.js";
import { Layer } from "../layer.js";
import type { LayerOptions } from "../layer-options.js";
import type { PartialShape } from "../partial-shape.js";

/** The arguments of Keras' `GlobalAveragePooling1D`, in camelCase. */
export interface GlobalAveragePooling1DOptions extends LayerOptions {
  /** "channelsLast" (default) or "channelsFirst". */
  readonly dataFormat?: string | null;
  /** Whether the steps stay as an axis of extent 1. Default: false. */
  readonly keepdims?: boolean;
}

/**
 * The mean over all steps, or over those that a mask keeps: `[batch, steps, channels]` → `[batch, channels]`, with "channelsFirst" from
 * `[batch, channels, steps]`.
 *
 * @throws ArgumentError for an option that is unknown or has no valid value. @throws ShapeError for another rank than 3.
 * @example
 * import * as layers from "@sepconv/layers";
 * new layers.GlobalAveragePooling1D().computeOutputShape([null, 50, 64]); // [null, 64]
 *
 * @see https://keras.io/api/layers/pooling_layers/global_average_pooling1d/
 */
export class GlobalAveragePooling1D extends Layer {
  readonly dataFormat: DataFormat;
  readonly keepdims: boolean;
  override supportsMasking = true;
  override readonly callTakesMask = true;

  constructor(options: GlobalAveragePooling1DOptions = {}) {
    super("GlobalAveragePooling1D", options, ["dataFormat", "keepdims"]);
    this.dataFormat = oneOf(this.where, "dataFormat", options.dataFormat ?? "channelsLast", dataFormats);
    this.keepdims = boolean(this.where, "keepdims", options.keepdims ?? false);
  }

  override call(x: Tensor, { mask = null }: CallOptions): Tensor {
    const axis = this.#stepsAxis;
    const reduced = { axis, keepDims: this.keepdims };
    if (mask === null) return mean(x, reduced);
    const [batch = 0, steps = 0] = mask.shape;
    const kept = reshapeTo(cast(mask, x.dtype), axis === 1 ? [batch, steps, 1] : [batch, 1, steps]);
    return div(sum(mul(x, kept), reduced), sum(kept, reduced));
  }

  /** The steps are gone, and the mask with them. */
  override computeMask(): null {
    return null;
  }

  protected override outputShapeOf(inputShape: PartialShape): PartialShape {
    const axis = this.#stepsAxis;
    return inputShape.flatMap((extent, index) => (index === axis ? (this.keepdims ? [1] : []) : [extent]));
  }

  override getConfig(options?: DialectOption): Config {
    return { ...super.getConfig(options), data_format: dataFormatConfig(this.dataFormat), keepdims: this.keepdims };
  }

  protected override checkInput(inputShape: PartialShape): void {
    if (inputShape.length === 3) return;
    throw new ShapeError({
      where: this.where,
      problem: `the input has rank ${inputShape.length}`,
      expected: "rank 3",
      got: inputShape,
    });
  }

  get #stepsAxis(): number {
    return this.dataFormat === "channelsLast" ? 1 : 2;
  }
}
