import type { Tensor } from "../tensor/tensor.js";
import { add, mul } from "./binary.js";
import { paddedSteps, padSteps, seenByTap, type TapWindow, tapOf } from "./depthwise-taps.js";
import { insertZeros } from "./pad.js";
import { sum } from "./reduce.js";
import { reshapeTo } from "./reshape.js";
import { stridedSlice } from "./slice.js";

/** dx: each tap's share goes back to the steps that it saw; shares of one step are added. */
export function inputGradient(dh: Tensor, x: Tensor, depthwise: Tensor, window: TapWindow): Tensor {
  const [batch = 0, steps = 0, channels = 0] = x.shape;
  const padded = [batch, paddedSteps(window), channels];
  let total: Tensor | undefined;
  for (let tap = 0; tap < window.kernelSize; tap++) {
    const share = sum(mul(dh, tapOf(depthwise, tap)), { axis: 3 });
    const spread = insertZeros(share, [0, tap * window.dilation, 0], [0, window.stride - 1, 0], padded);
    total = total ? add(total, spread) : spread;
  }
  return stridedSlice(total ?? x, [0, window.padLeft, 0], [1, 1, 1], [batch, steps, channels]);
}

/** dD[j] = Σ_{b,o} dh · (what tap j saw), each placed at its tap. */
export function depthwiseGradient(dh: Tensor, x: Tensor, depthwise: Tensor, window: TapWindow): Tensor {
  const padded = padSteps(x, window);
  let total: Tensor | undefined;
  for (let tap = 0; tap < window.kernelSize; tap++) {
    const share = sum(mul(dh, seenByTap(padded, tap, window)), { axis: [0, 1] });
    const placed = insertZeros(reshapeTo(share, [1, ...share.shape]), [tap, 0, 0], [0, 0, 0], depthwise.shape);
    total = total ? add(total, placed) : placed;
  }
  return total ?? depthwise;
}
