import { ArgumentError } from "@sepconv/backend";
import { concat, reshapeTo, stridedSlice, type Tensor } from "@sepconv/core";
import type { CallOptions } from "../call-options.js";
import { type Config, layerOptions } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { Layer } from "../layer.js";
import type { LayerOptions } from "../layer-options.js";
import type { PartialShape } from "../partial-shape.js";
import type { Deserialize } from "../serialization/deserialize.js";
import { serialize } from "../serialization/serialize.js";

/** The arguments of Keras' `TimeDistributed`, in camelCase. */
export interface TimeDistributedOptions extends LayerOptions {
  /** What is applied to each step. */
  readonly layer: Layer;
}

/**
 * A layer applied to each step by itself: `[batch, steps, …]` → `[batch, steps, …]`. A mask, `[batch, steps]` or more, goes
 * step by step to a layer that supports masks. In training each step is a call of its own, so that a normalization takes
 * the statistics of one step.
 *
 * Weights: those of the layer. What the layer's output costs is left out, as in Keras.
 *
 * @throws ArgumentError for an option that is unknown, and where there is no layer. @throws ShapeError for a rank below 3.
 * @example
 * import * as layers from "@sepconv/layers";
 * const layer = new layers.TimeDistributed({ layer: new layers.Dense({ units: 4 }) });
 * layer.computeOutputShape([null, 50, 64]); // [null, 50, 4]
 * @see https://keras.io/api/layers/recurrent_layers/time_distributed/
 */
export class TimeDistributed extends Layer {
  readonly layer: Layer;
  override supportsMasking = true;
  override readonly callTakesMask = true;
  protected override readonly keepsBuildShape = true;

  constructor(options: TimeDistributedOptions) {
    super("TimeDistributed", options, ["layer"]);
    const { layer } = options;
    if (!(layer instanceof Layer)) {
      throw new ArgumentError({ where: this.where, problem: "layer is no layer", expected: "a layer", got: layer });
    }
    this.layer = this.addLayer(layer);
    this.inputSpec = { minNdim: 3 };
  }

  /** A layer from Keras' configuration; `deserialize` makes the one inside. @throws ArgumentError for unknown keys. */
  static fromConfig(config: Config, deserialize: Deserialize, options?: DialectOption): TimeDistributed {
    const { layer, ...others } = config;
    return new this({ ...layerOptions<LayerOptions>(others, options), layer: deserialize(layer) });
  }

  override call(x: Tensor, { training = false, mask = null }: CallOptions): Tensor {
    const [batch = 0, steps = 0, ...sample] = x.shape;
    const stepMask = this.layer.supportsMasking ? mask : null;
    if (steps === 0 || (!training && stepMask === null)) {
      const y = this.layer.call(reshapeTo(x, [batch * steps, ...sample]), { training });
      return reshapeTo(y, [batch, steps, ...y.shape.slice(1)]);
    }
    const outputs = Array.from({ length: steps }, (_, step) => {
      const own = stepMask && stepOf(stepMask, step);
      const y = this.layer.call(stepOf(x, step), { training, mask: own });
      return reshapeTo(y, [batch, 1, ...y.shape.slice(1)]);
    });
    return concat(outputs, { axis: 1 });
  }

  protected override outputShapeOf(inputShape: PartialShape): PartialShape {
    const [batch = null, ...sample] = this.layer.computeOutputShape(withoutSteps(inputShape));
    return [batch, inputShape[1] ?? null, ...sample];
  }

  override getConfig(options?: DialectOption): Config {
    return { ...super.getConfig(options), layer: serialize(this.layer, options) };
  }

  protected override createWeights(inputShape: PartialShape): void {
    this.layer.build(withoutSteps(inputShape));
  }
}

function withoutSteps(shape: PartialShape): PartialShape {
  return shape.toSpliced(1, 1);
}

/** One step of `[batch, steps, …]`. */
function stepOf(x: Tensor, step: number): Tensor {
  const { shape } = x;
  const taken = stridedSlice(
    x,
    shape.map((_, axis) => (axis === 1 ? step : 0)),
    shape.map(() => 1),
    shape.with(1, 1),
  );
  return reshapeTo(taken, shape.toSpliced(1, 1));
}
