import { broadcastTo, reshapeTo, type Tensor } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { Layer } from "../layer.js";
import type { LayerOptions } from "../layer-options.js";
import type { PartialShape } from "../partial-shape.js";
import { singleNumber } from "../single-number.js";

/** The arguments of Keras' `RepeatVector`, in camelCase. */
export interface RepeatVectorOptions extends LayerOptions {
  /** How often the vector comes. */
  readonly n: number;
}

/**
 * The same vector as n steps: `[batch, channels]` → `[batch, n, channels]`.
 *
 * @throws ArgumentError for an option that is unknown or has no valid value. @throws ShapeError for another rank than 2.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.RepeatVector({ n: 2 }).apply(tensor([[1, 2]])).dataSync(); // [1, 2, 1, 2]
 * @see https://keras.io/api/layers/reshaping_layers/repeat_vector/
 */
export class RepeatVector extends Layer {
  readonly n: number;
  protected override readonly keepsBuildShape = true;

  constructor(options: RepeatVectorOptions) {
    super("RepeatVector", options, ["n"]);
    this.n = singleNumber(this.where, "n", options.n);
    this.inputSpec = { ndim: 2 };
  }

  override call(x: Tensor): Tensor {
    const [batch = 0, channels = 0] = x.shape;
    return broadcastTo(reshapeTo(x, [batch, 1, channels]), [batch, this.n, channels]);
  }

  protected override outputShapeOf(inputShape: PartialShape): PartialShape {
    return inputShape.toSpliced(1, 0, this.n);
  }

  override getConfig(options?: DialectOption): Config {
    return { ...super.getConfig(options), n: this.n };
  }
}
