import { ArgumentError } from "@sepconv/backend";
import type { Tensor } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import type { LayerOptions } from "../layer-options.js";
import { l1l2 } from "../regularizers/penalties.js";
import { SameShapeLayer } from "../same-shape-layer.js";

/** The arguments of Keras' `ActivityRegularization`, in camelCase. */
export interface ActivityRegularizationOptions extends Omit<LayerOptions, "activityRegularizer"> {
  /** The cost of an element's absolute value. Default: 0. */
  readonly l1?: number;
  /** The cost of an element's square. Default: 0. */
  readonly l2?: number;
}

/**
 * Passes its input on, at a cost: `losses` has `(l1 · Σ∣x∣ + l2 · Σx²) / batch`. The shape stays.
 *
 * @throws ArgumentError for a factor that is negative or no finite number.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * const layer = new layers.ActivityRegularization({ l2: 0.5 });
 * layer.apply(tensor([[2], [4]])).dataSync(); // [2, 4]
 * layer.losses[0]?.dataSync(); // [5]
 * @see https://keras.io/api/layers/regularization_layers/activity_regularization/
 */
export class ActivityRegularization extends SameShapeLayer {
  readonly l1: number;
  readonly l2: number;

  constructor({ l1 = 0, l2 = 0, ...options }: ActivityRegularizationOptions = {}) {
    super("ActivityRegularization", { ...options, activityRegularizer: l1l2({ l1, l2 }) });
    this.l1 = l1;
    this.l2 = l2;
    if (!("activityRegularizer" in options)) return;
    throw new ArgumentError({
      where: this.where,
      problem: "activityRegularizer is what the layer is itself",
      remedy: "Give l1 and l2 instead.",
    });
  }

  override call(x: Tensor): Tensor {
    return x;
  }

  override getConfig(options?: DialectOption): Config {
    const { activity_regularizer: _, ...config } = super.getConfig(options);
    return { ...config, l1: this.l1, l2: this.l2 };
  }
}
