import { ArgumentError } from "@sepconv/backend";
import { add, cast, mul, type Tensor, tensor } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import type { LayerOptions } from "../layer-options.js";
import { SameShapeLayer } from "../same-shape-layer.js";

/** The arguments of Keras' `Rescaling`, in camelCase. */
export interface RescalingOptions extends LayerOptions {
  /** What the input is multiplied by: one number, or one for each channel, which are last. */
  readonly scale: number | readonly number[];
  /** What is added. Default: 0. */
  readonly offset?: number | readonly number[];
}

/**
 * `y = x · scale + offset`; the shape stays. Integers become numbers of the layer's dtype.
 *
 * @throws ArgumentError for a scale or an offset that is no number and no list of numbers. @throws ShapeError where a list
 *   does not fit the channels.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.Rescaling({ scale: 0.5, offset: -1 }).apply(tensor([0, 4])).dataSync(); // [-1, 1]
 * @see https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling/
 */
export class Rescaling extends SameShapeLayer {
  readonly scale: number | readonly number[];
  readonly offset: number | readonly number[];
  protected override readonly keepsBuildShape = true;

  constructor(options: RescalingOptions) {
    super("Rescaling", options, ["scale", "offset"]);
    this.scale = numbers(this.where, "scale", options.scale);
    this.offset = numbers(this.where, "offset", options.offset ?? 0);
  }

  override call(x: Tensor): Tensor {
    const along = (value: number | readonly number[]): Tensor | number =>
      typeof value === "number" ? value : tensor([...value], undefined, this.dtype);
    return add(mul(cast(x, this.dtype), along(this.scale)), along(this.offset));
  }

  override getConfig(options?: DialectOption): Config {
    return { ...super.getConfig(options), scale: this.scale, offset: this.offset };
  }
}

function numbers(where: string, name: string, value: unknown): number | readonly number[] {
  const isNumber = (each: unknown): boolean => typeof each === "number" && Number.isFinite(each);
  if (isNumber(value) || (Array.isArray(value) && value.every(isNumber))) return value as number | readonly number[];
  const expected = "a finite number, or a list of them";
  throw new ArgumentError({ where, problem: `${name} is not valid`, expected, got: value });
}
