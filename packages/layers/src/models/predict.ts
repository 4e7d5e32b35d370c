import { AbortedError, type DType, elementCount, type Shape, ShapeError, typedArray } from "@sepconv/backend";
import {
  checkOptions,
  currentDevice,
  type Device,
  Tensor,
  type TensorData,
  tensor,
  tidy,
  wholeNumber,
  withDevice,
} from "@sepconv/core";
import { HostTurns } from "./yield-to-host.js";

/** An `AbortSignal`, as far as it is used. */
export interface AbortSignalLike {
  readonly aborted: boolean;
}

export interface PredictProgress {
  /** Samples predicted so far. */
  readonly done: number;
  readonly total: number;
}

export interface PredictOptions {
  /** Samples computed together. Default: 32. */
  readonly batchSize?: number;
  /** Ends the prediction with an `AbortedError` before the next batch. */
  readonly signal?: AbortSignalLike;
  /** Called after each batch. */
  readonly onProgress?: (progress: PredictProgress) => void;
}

/**
 * Applies a function to all samples in batches, on one device, and gathers the results on the host. Memory does not grow
 * with the number of batches, and the page gets its turn at least every 50 ms.
 *
 * @param input samples along the first axis, of any dtype: each batch gets the model's.
 * @param outputShape the output's shape for an input's, for when there is no sample.
 */
export async function predictInBatches(
  where: string,
  compute: (batch: Tensor) => Tensor,
  outputShape: (inputShape: Shape) => Shape,
  input: Tensor | TensorData,
  options: PredictOptions,
  target: { readonly device: Device | null; readonly dtype: DType },
): Promise<Tensor> {
  checkOptions(where, options, ["batchSize", "signal", "onProgress"]);
  const batchSize = wholeNumber(where, "batchSize", options.batchSize ?? 32);
  const device = target.device ?? currentDevice();
  const { dtype } = target;
  const given = input instanceof Tensor ? input : tensor(input);
  const [total, ...sampleShape] = given.shape;
  if (total === undefined) {
    throw new ShapeError({
      where,
      problem: "the input is a scalar",
      expected: "samples along the first axis",
      got: given.shape,
    });
  }
  const elements = await given.data();
  if (given !== input) given.dispose();
  const shape = outputShape([total, ...sampleShape]);
  const result = typedArray(dtype, elementCount(shape));
  const [perSample, perResult] = [elementCount(sampleShape), elementCount(shape.slice(1))];
  const turns = new HostTurns();
  for (let start = 0; start < total; start += batchSize) {
    if (options.signal?.aborted)
      throw new AbortedError({ where, problem: `aborted after ${start} of ${total} samples` });
    const count = Math.min(batchSize, total - start);
    const samples = elements.subarray(start * perSample, (start + count) * perSample);
    const output = withDevice(device, () => tidy(() => compute(tensor(samples, [count, ...sampleShape], dtype))));
    try {
      result.set(await output.data(), start * perResult);
    } finally {
      output.dispose();
    }
    options.onProgress?.({ done: start + count, total });
    await turns.yieldIfDue();
  }
  return tensor(result, shape, dtype);
}
