import { ArgumentError } from "@sepconv/backend";
import { mul, neg, relu, sub, type Tensor, type Variable } from "@sepconv/core";
import { broadcastShape, knownExtents } from "../axes.js";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { zeros } from "../initializers/constants.js";
import type { LayerOptions } from "../layer-options.js";
import { ofBuilt } from "../of-built.js";
import type { PartialShape } from "../partial-shape.js";
import { SameShapeLayer } from "../same-shape-layer.js";
import {
  type WeightPartOptions,
  type WeightParts,
  weightPartNames,
  weightParts,
  weightPartsConfig,
} from "../weight-parts.js";

/** The arguments of Keras' `PReLU`, in camelCase. */
export interface PReLUOptions extends LayerOptions, WeightPartOptions<"alpha"> {
  /** The axes, counted with the batch as 0, along which one slope serves all. Default: none. */
  readonly sharedAxes?: number | readonly number[] | null;
}

/**
 * `y = x` where x > 0, else `alpha · x`, alpha being learned; the shape stays. Weight: `alpha`, of a sample's shape, with 1 on
 * shared axes; at first zeros.
 *
 * @throws ArgumentError for an option that is unknown or has no valid value. @throws ShapeError where the extent of an axis
 *   that is not shared is unknown, or not that for which the layer was built.
 * @example
 * import * as layers from "@sepconv/layers";
 * const layer = new layers.PReLU({ sharedAxes: [1] });
 * layer.build([null, 100, 32]);
 * layer.countParams(); // 32
 * @see https://keras.io/api/layers/activation_layers/prelu/
 */
export class PReLU extends SameShapeLayer {
  readonly sharedAxes: readonly number[] | null;
  readonly #parts: { readonly alpha: WeightParts };
  #alpha: Variable | null = null;

  constructor(options: PReLUOptions = {}) {
    super("PReLU", options, ["sharedAxes", ...weightPartNames("alpha")]);
    this.#parts = { alpha: weightParts(this.where, "alpha", options, zeros, this.vocabulary) };
    const axes: unknown[] | null = options.sharedAxes == null ? null : [options.sharedAxes].flat();
    this.sharedAxes = axes as number[] | null;
    if (axes === null || axes.every((axis) => Number.isInteger(axis) && Number(axis) >= 1)) return;
    const expected = "a list of axes, counted from 1 on";
    throw new ArgumentError({ where: this.where, problem: "sharedAxes is not valid", expected, got: axes });
  }

  /** The slopes; null before the layer is built. */
  get alpha(): Variable | null {
    return this.#alpha;
  }

  override call(x: Tensor): Tensor {
    return sub(relu(x), mul(ofBuilt(this.where, this.#alpha), relu(neg(x))));
  }

  override getConfig(options: DialectOption = {}): Config {
    return {
      ...super.getConfig(options),
      ...weightPartsConfig(this.#parts, options.dialect ?? "keras3"),
      shared_axes: this.sharedAxes,
    };
  }

  protected override createWeights(inputShape: PartialShape): void {
    const own = [...inputShape.keys()].filter((axis) => axis > 0 && !this.sharedAxes?.includes(axis));
    const extents = knownExtents(this.where, own, inputShape);
    const [, ...shape] = broadcastShape(own, inputShape);
    this.#alpha = this.addWeight({ name: "alpha", shape, ...this.#parts.alpha });
    const axes = Object.fromEntries(own.map((axis, index) => [axis, extents[index] ?? 0]));
    this.inputSpec = { ndim: inputShape.length, axes };
  }
}
