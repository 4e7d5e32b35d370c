import { cast, div, exp, max, mul, select, softmax, sub, sum, type Tensor } from "@sepconv/core";
import { type Axes, axesIn, axesOption } from "../axes.js";
import type { CallOptions } from "../call-options.js";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import type { LayerOptions } from "../layer-options.js";
import { SameShapeLayer } from "../same-shape-layer.js";

/** The arguments of Keras' `Softmax`, in camelCase. */
export interface SoftmaxOptions extends LayerOptions {
  /** The axis or axes whose elements sum to 1. Default: -1. */
  readonly axis?: Axes;
}

/**
 * `y = eˣ / Σ eˣ` over one or several axes; the shape stays. A mask has the input's shape, or broadcasts to it: what it leaves
 * out counts as −10⁹, and becomes 0.
 *
 * @throws ArgumentError for an axis that is none, or not there. @throws ShapeError where a mask does not fit.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * const mask = tensor([[true, true, false]]);
 * new layers.Softmax().apply(tensor([[1, 1, 5]]), { mask }).dataSync(); // [0.5, 0.5, 0]
 * @see https://keras.io/api/layers/activation_layers/softmax/
 */
export class Softmax extends SameShapeLayer {
  readonly axis: Axes;
  override readonly callTakesMask = true;

  constructor(options: SoftmaxOptions = {}) {
    super("Softmax", options, ["axis"]);
    this.axis = axesOption(this.where, "axis", options.axis ?? -1);
  }

  override call(x: Tensor, { mask = null }: CallOptions): Tensor {
    if (mask === null) return this.#shares(x);
    return mul(this.#shares(select(mask, x, -1e9)), cast(mask, x.dtype));
  }

  override getConfig(options?: DialectOption): Config {
    return { ...super.getConfig(options), axis: this.axis };
  }

  #shares(x: Tensor): Tensor {
    const [axis = -1, ...others] = axesIn(this.where, this.axis, x.shape);
    if (others.length === 0) return softmax(x, { axis });
    const over = { axis: [axis, ...others], keepDims: true };
    const powers = exp(sub(x, max(x, over)));
    return div(powers, sum(powers, over));
  }
}
