import { broadcastTo, reshapeTo, type Tensor } from "@sepconv/core";

/** `[batch, steps, channels]` → `[batch, steps · times, channels]`: each step several times, one after the other. */
export function repeatedSteps(x: Tensor, times: number): Tensor {
  const [batch = 0, steps = 0, channels = 0] = x.shape;
  const repeated = broadcastTo(reshapeTo(x, [batch, steps, 1, channels]), [batch, steps, times, channels]);
  return reshapeTo(repeated, [batch, steps * times, channels]);
}
