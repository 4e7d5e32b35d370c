import { type PoolKind, poolSpec, transposePaddings } from "@sepconv/backend";
import { checkFits } from "../arguments/check-fits.js";
import { checkOptions } from "../arguments/check-options.js";
import { oneOf } from "../arguments/one-of.js";
import { type OneNumber, wholeNumber } from "../arguments/whole-number.js";
import { execute } from "../engine/execute.js";
import type { Tensor } from "../tensor/tensor.js";
import { geometryOf } from "./conv-window.js";
import { poolDefinition } from "./pool.definition.js";

/** What poolings take. */
export interface PoolOptions {
  /** Steps in a window. Default: 2. */
  readonly poolSize?: OneNumber;
  /** Steps between windows. Default: `poolSize`. */
  readonly strides?: OneNumber | null;
  /** "valid" or "same", in any letter case. Default: "valid". */
  readonly padding?: string;
}

/**
 * The maximum of each window of steps, channel by channel.
 *
 * @param x `[batch, steps, channels]`
 * @returns `[batch, outputSteps, channels]`. What lies outside of x does not count.
 * @throws ShapeError where x is no such tensor, or too short. @throws ArgumentError for options.
 * @see https://keras.io/api/layers/pooling_layers/max_pooling1d/
 * @example
 * maxPool1d(tensor([[[1], [3], [2], [0]]])).dataSync(); // [3, 2]
 */
export function maxPool1d(x: Tensor, options: PoolOptions = {}): Tensor {
  return pool("maxPool1d", x, options);
}

/** The mean of each window of steps, channel by channel; options and errors are those of `maxPool1d`. */
export function averagePool1d(x: Tensor, options: PoolOptions = {}): Tensor {
  return pool("averagePool1d", x, options);
}

function pool(kind: PoolKind, x: Tensor, options: PoolOptions): Tensor {
  checkOptions(kind, options, ["poolSize", "strides", "padding"]);
  const size = wholeNumber(kind, "poolSize", options.poolSize ?? 2);
  const stride = wholeNumber(kind, "strides", options.strides ?? size);
  const padding = oneOf(kind, "padding", options.padding ?? "valid", transposePaddings);
  checkFits(kind, "x", x, ["batch", "steps", "channels"]);
  const [batch = 0, steps = 0, channels = 0] = x.shape;
  const { outputSteps, padLeft } = geometryOf(kind, steps, { kernelSize: size, stride, dilation: 1, padding });
  const outputShapes = { y: [batch, outputSteps, channels] };
  const call = { spec: poolSpec, attrs: { kind, size, stride }, dynamic: { padLeft }, inputs: { x }, outputShapes };
  return execute(call, poolDefinition).y;
}
