import { convGeometry, ShapeError } from "@sepconv/backend";
import { type OneNumber, oneOf, type PoolOptions, type Tensor, wholeNumber } from "@sepconv/core";
import type { Config } from "../config.js";
import { dataFormatConfig } from "../data-format.js";
import type { DialectOption } from "../dialect.js";
import type { LayerOptions } from "../layer-options.js";
import type { PartialShape } from "../partial-shape.js";
import { type DataFormatOption, StepsLayer } from "../steps-layer.js";

/** What pooling layers take. */
export interface Pooling1DOptions extends LayerOptions, DataFormatOption {
  /** Steps between windows. Default: `poolSize`. */
  readonly strides?: OneNumber | null;
  /** "valid" or "same", in any letter case. Default: "valid". */
  readonly padding?: string;
}

const paddings = ["valid", "same"] as const;

/** What layers have in common that pool windows of steps. */
export abstract class Pooling1D extends StepsLayer {
  readonly poolSize: number;
  readonly strides: number;
  readonly padding: (typeof paddings)[number];

  protected constructor(className: string, options: Pooling1DOptions, poolSize: OneNumber) {
    super(className, options, ["poolSize", "strides", "padding", "dataFormat"]);
    const { strides = null, padding = "valid" } = options;
    const given = strides === null ? null : wholeNumber(this.where, "strides", strides);
    this.poolSize = wholeNumber(this.where, "poolSize", poolSize);
    this.strides = given ?? this.poolSize;
    this.padding = oneOf(this.where, "padding", padding, paddings);
  }

  /** Pools `[batch, steps, channels]`. */
  protected abstract pool(x: Tensor, options: PoolOptions): Tensor;

  override call(x: Tensor): Tensor {
    const { poolSize, strides, padding } = this;
    return this.inLayout(x, (steps) => this.pool(steps, { poolSize, strides, padding }));
  }

  protected override outputSteps(steps: number): number {
    const { poolSize: kernelSize, strides: stride, padding } = this;
    return convGeometry(steps, { kernelSize, stride, dilation: 1, padding }).outputSteps;
  }

  protected override checkInput(inputShape: PartialShape): void {
    super.checkInput(inputShape);
    const steps = inputShape[this.stepsAxis] ?? null;
    if (this.padding !== "valid" || steps === null || steps >= this.poolSize) return;
    throw new ShapeError({
      where: this.where,
      problem: `an input of ${steps} steps gives no output, with pool size ${this.poolSize}`,
      expected: `at least ${this.poolSize} steps`,
      got: inputShape,
      remedy: 'Use padding "same", or a longer input.',
    });
  }

  override getConfig(options: DialectOption = {}): Config {
    const { padding } = this;
    const [size, strides] = [{ pool_size: [this.poolSize] }, { strides: [this.strides] }];
    return {
      ...super.getConfig(options),
      ...(options.dialect === "keras2" ? { ...strides, ...size, padding } : { ...size, padding, ...strides }),
      data_format: dataFormatConfig(this.dataFormat),
    };
  }
}
