import { type Extent, sizeOf } from "../networks/network.js";
import { transposed } from "./onnx-graph.js";

/** `[batch, steps, channels]` → `[batch, channels, steps]`, for runtimes that keep steps innermost. */
export function channelsFirst(values: Float32Array, batch: number, extent: Extent): Float32Array<ArrayBuffer> {
  return eachSample(values, batch, extent, (sample, steps, channels) => transposed(sample, steps, channels));
}

/** `[batch, channels, steps]` → `[batch, steps, channels]`. */
export function channelsLast(values: Float32Array, batch: number, extent: Extent): Float32Array<ArrayBuffer> {
  return eachSample(values, batch, extent, (sample, steps, channels) => transposed(sample, channels, steps));
}

function eachSample(
  values: Float32Array,
  batch: number,
  extent: Extent,
  change: (sample: Float32Array, steps: number, channels: number) => Float32Array,
): Float32Array<ArrayBuffer> {
  const size = sizeOf(extent);
  const result = new Float32Array(values.length);
  for (let index = 0; index < batch; index++) {
    const sample = values.subarray(index * size, (index + 1) * size);
    result.set(change(sample, extent.steps ?? 1, extent.channels), index * size);
  }
  return result;
}
