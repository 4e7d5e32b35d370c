import { concat, type OneNumber, reshapeTo, stridedSlice, type Tensor, wholeNumber } from "@sepconv/core";
import type { Config } from "../config.js";
import { dataFormatConfig } from "../data-format.js";
import type { DialectOption } from "../dialect.js";
import type { LayerOptions } from "../layer-options.js";
import type { PartialShape } from "../partial-shape.js";
import { type DataFormatOption, StepsLayer } from "../steps-layer.js";

/** What adaptive poolings take. */
export interface AdaptivePooling1DOptions extends LayerOptions, DataFormatOption {
  /** How many steps come out. */
  readonly outputSize: OneNumber;
}

/** Reduces one axis of windows, and leaves it out. */
type Reduction = (windows: Tensor, options: { readonly axis: number; readonly keepDims?: boolean }) => Tensor;

/** What layers have in common that pool as many windows as steps shall come out. */
export abstract class AdaptivePooling1D extends StepsLayer {
  readonly outputSize: number;
  protected override readonly keepsBuildShape = true;

  protected constructor(className: string, options: AdaptivePooling1DOptions) {
    super(className, options, ["outputSize", "dataFormat"]);
    this.outputSize = wholeNumber(this.where, "outputSize", options.outputSize);
  }

  /** The mean or the maximum. */
  protected abstract readonly reduction: Reduction;

  override call(x: Tensor): Tensor {
    return this.inLayout(x, (steps) => this.#pool(steps));
  }

  protected override outputSteps(): number {
    return this.outputSize;
  }

  protected override outputShapeOf(inputShape: PartialShape): PartialShape {
    return inputShape.with(this.stepsAxis, this.outputSize);
  }

  override getConfig(options?: DialectOption): Config {
    return {
      ...super.getConfig(options),
      output_size: [this.outputSize],
      data_format: dataFormatConfig(this.dataFormat),
    };
  }

  #pool(x: Tensor): Tensor {
    const [batch = 0, steps = 0, channels = 0] = x.shape;
    const { outputSize: windows, reduction } = this;
    if (steps % windows === 0) return reduction(reshapeTo(x, [batch, windows, steps / windows, channels]), { axis: 2 });
    const pooled = Array.from({ length: windows }, (_, window) => {
      const start = Math.floor((window * steps) / windows);
      const size = Math.ceil(((window + 1) * steps) / windows) - start;
      return reduction(stridedSlice(x, [0, start, 0], [1, 1, 1], [batch, size, channels]), { axis: 1, keepDims: true });
    });
    return concat(pooled, { axis: 1 });
  }
}
