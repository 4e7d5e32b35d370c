import type { Tensor } from "../tensor/tensor.js";
import { insertZeros } from "./pad.js";
import { reshapeTo } from "./reshape.js";
import { stridedSlice } from "./slice.js";

/** The window of a depthwise convolution with everything settled. */
export interface TapWindow {
  readonly kernelSize: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padLeft: number;
  readonly steps: number;
  readonly outputSteps: number;
}

/** Steps of the padded input that taps read: far enough for the last output's last tap, and for the whole input. */
export function paddedSteps({ kernelSize, stride, dilation, padLeft, steps, outputSteps }: TapWindow): number {
  return Math.max(padLeft + steps, (outputSteps - 1) * stride + (kernelSize - 1) * dilation + 1);
}

/** x `[B, L, C]` with zeros in front and behind, as `[B, padded, C]`. */
export function padSteps(x: Tensor, window: TapWindow): Tensor {
  const [batch = 0, , channels = 0] = x.shape;
  return insertZeros(x, [0, window.padLeft, 0], [0, 0, 0], [batch, paddedSteps(window), channels]);
}

/** What tap j sees of the padded input, for each output step: `[B, O, C, 1]`. */
export function seenByTap(padded: Tensor, tap: number, { stride, dilation, outputSteps }: TapWindow): Tensor {
  const [batch = 0, , channels = 0] = padded.shape;
  const start = [0, tap * dilation, 0];
  const seen = stridedSlice(padded, start, [1, stride, 1], [batch, outputSteps, channels]);
  return reshapeTo(seen, [batch, outputSteps, channels, 1]);
}

/** Tap j of the depthwise filter, `[C, M]`. */
export function tapOf(depthwise: Tensor, tap: number): Tensor {
  const [, channels = 0, multiplier = 0] = depthwise.shape;
  return reshapeTo(stridedSlice(depthwise, [tap, 0, 0], [1, 1, 1], [1, channels, multiplier]), [channels, multiplier]);
}
