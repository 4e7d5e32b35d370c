import { oneOf, type Tensor, transposed } from "@sepconv/core";
import { type DataFormat, dataFormats } from "./data-format.js";
import { Layer } from "./layer.js";
import type { LayerOptions } from "./layer-options.js";
import type { PartialShape } from "./partial-shape.js";

/** The option of layers that know two layouts. */
export interface DataFormatOption {
  /** "channelsLast" (default) or "channelsFirst". */
  readonly dataFormat?: string | null;
}

/** A layer that changes the steps of `[batch, steps, channels]`, or of `[batch, channels, steps]` with "channelsFirst". */
export abstract class StepsLayer extends Layer {
  readonly dataFormat: DataFormat;

  /** @param optionNames the options of the class itself, `dataFormat` among them if it has that. */
  protected constructor(className: string, options: LayerOptions & DataFormatOption, optionNames: readonly string[]) {
    super(className, options, optionNames);
    this.dataFormat = oneOf(this.where, "dataFormat", options.dataFormat ?? "channelsLast", dataFormats);
    this.inputSpec = { ndim: 3 };
  }

  /** How many steps come out, unless one does not know how many come in. */
  protected abstract outputSteps(steps: number, inputShape: PartialShape): number | null;

  /** The axis of the steps. */
  protected get stepsAxis(): 1 | 2 {
    return this.dataFormat === "channelsLast" ? 1 : 2;
  }

  protected override outputShapeOf(inputShape: PartialShape): PartialShape {
    const steps = inputShape[this.stepsAxis] ?? null;
    return inputShape.with(this.stepsAxis, steps === null ? null : this.outputSteps(steps, inputShape));
  }

  /** What a function of `[batch, steps, channels]` makes of an input, in the input's layout. */
  protected inLayout(x: Tensor, compute: (x: Tensor) => Tensor): Tensor {
    // Exchanging the last two axes is its own inverse.
    const exchanged = (each: Tensor): Tensor => (this.stepsAxis === 1 ? each : transposed(each, [0, 2, 1]));
    return exchanged(compute(exchanged(x)));
  }
}
