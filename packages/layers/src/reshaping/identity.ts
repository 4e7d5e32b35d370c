import type { Tensor } from "@sepconv/core";
import type { LayerOptions } from "../layer-options.js";
import { SameShapeLayer } from "../same-shape-layer.js";

/**
 * Passes its input on.
 *
 * @throws ArgumentError for an unknown option.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.Identity().apply(tensor([1, 2])).dataSync(); // [1, 2]
 * @see https://keras.io/api/layers/core_layers/identity/
 */
export class Identity extends SameShapeLayer {
  constructor(options: LayerOptions = {}) {
    super("Identity", options);
  }

  override call(x: Tensor): Tensor {
    return x;
  }
}
