import { ArgumentError } from "@sepconv/backend";
import { add, axisOf, mean, mul, reshapeTo, rsqrt, square, sub, type Tensor, wholeNumber } from "@sepconv/core";
import { axesIn, broadcastShape, knownExtents } from "../axes.js";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import type { PartialShape } from "../partial-shape.js";
import { AffineNormalization, type AffineNormalizationOptions } from "./affine-normalization.js";
import { fixedAxes } from "./layer-normalization.js";

/** The arguments of Keras' `GroupNormalization`, in camelCase. */
export interface GroupNormalizationOptions extends AffineNormalizationOptions {
  /** Into how many groups the axis is divided; -1 for as many as it has indices. Default: 32. */
  readonly groups?: number;
  /** The axis that is divided. Default: -1, the channels. */
  readonly axis?: number;
}

/**
 * `y = gamma · (x − mean) / √(variance + epsilon) + beta`, mean and variance of each sample and group over the group's part
 * of `axis` and all other axes.
 *
 * The shape stays. Weights: `gamma` and `beta`, as long as the axis.
 *
 * @throws ArgumentError for an option that is unknown or has no valid value, an axis that is not there, and where the groups
 *   do not divide it. @throws ShapeError where its extent is unknown, or not that for which the layer was built.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.GroupNormalization({ groups: 2, epsilon: 0 }).apply(tensor([[1, 3, 10, 30]])).dataSync(); // [-1, 1, -1, 1]
 * @see https://keras.io/api/layers/normalization_layers/group_normalization/
 */
export class GroupNormalization extends AffineNormalization {
  readonly axis: number;
  #groups: number;

  constructor(options: GroupNormalizationOptions = {}) {
    super("GroupNormalization", options, ["groups", "axis"]);
    const { groups = 32, axis = -1 } = options;
    this.#groups = groups === -1 ? -1 : wholeNumber(this.where, "groups", groups);
    this.axis = wholeNumber(this.where, "axis", axis, -Number.MAX_SAFE_INTEGER);
  }

  /** The number of groups; -1, for as many as the axis has indices, becomes their number when the layer is built. */
  get groups(): number {
    return this.#groups;
  }

  override call(x: Tensor): Tensor {
    const axis = axisOf(this.where, this.axis, x.shape);
    const extent = x.shape[axis] ?? 0;
    const grouped = reshapeTo(x, x.shape.toSpliced(axis, 1, this.#groups, extent / this.#groups));
    const over = { axis: [...grouped.shape.keys()].filter((each) => each !== 0 && each !== axis), keepDims: true };
    const centred = sub(grouped, mean(grouped, over));
    const normal = mul(centred, rsqrt(add(mean(square(centred), over), this.epsilon)));
    return this.affine(reshapeTo(normal, x.shape), broadcastShape([axis], x.shape));
  }

  override getConfig(options: DialectOption = {}): Config {
    return this.affineConfig(options, { groups: this.#groups, axis: this.axis });
  }

  protected override createWeights(inputShape: PartialShape): void {
    const axes = axesIn(this.where, this.axis, inputShape);
    const shape = knownExtents(this.where, axes, inputShape);
    const [extent = 0] = shape;
    const groups = this.#groups === -1 ? extent : this.#groups;
    if (groups > extent || extent % groups !== 0) {
      throw new ArgumentError({
        where: this.where,
        problem: "groups do not divide the axis",
        expected: `a divisor of ${extent}`,
        got: groups,
      });
    }
    this.#groups = groups;
    this.addAffineWeights(shape, this.scale, this.center);
    this.inputSpec = fixedAxes(this.where, this.axis, inputShape);
  }
}
