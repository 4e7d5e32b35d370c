import {
  AbortedError,
  type DType,
  elementCount,
  type Shape,
  ShapeError,
  type TypedArray,
  typedArray,
} from "@sepconv/backend";
import { adoptedTensor, checkOptions, type Device, Tensor, type TensorData, tensor, wholeNumber } from "@sepconv/core";
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

/** What computes a batch. */
export interface BatchPredictor {
  readonly where: string;
  readonly dtype: DType;
  /** The output's elements for a batch, on this device. */
  predict(samples: TypedArray, shape: Shape, device: Device): Promise<TypedArray>;
  /** The output's shape for an input's. */
  outputShape(inputShape: Shape): Shape;
}

/**
 * Predicts all samples in batches, on one device, and gathers the results on the host. Memory does not grow with the
 * number of batches, and the page gets its turn at least every 50 ms.
 *
 * @param input samples along the first axis, of any dtype: each batch gets the model's.
 */
export async function predictInBatches(
  predictor: BatchPredictor,
  input: Tensor | TensorData,
  options: PredictOptions,
  device: Device,
): Promise<Tensor> {
  const { where, dtype } = predictor;
  checkOptions(where, options, ["batchSize", "signal", "onProgress"]);
  const batchSize = wholeNumber(where, "batchSize", options.batchSize ?? 32);
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
  const elements = asDType(await given.peek(), given.dtype, dtype);
  if (given !== input) given.dispose();
  const shape = predictor.outputShape([total, ...sampleShape]);
  const perSample = elementCount(sampleShape);
  const perResult = elementCount(shape.slice(1));
  let result: TypedArray | null = null;
  const turns = new HostTurns();
  for (let start = 0; start < total; start += batchSize) {
    if (options.signal?.aborted)
      throw new AbortedError({ where, problem: `aborted after ${start} of ${total} samples` });
    const count = Math.min(batchSize, total - start);
    const samples = count === total ? elements : elements.subarray(start * perSample, (start + count) * perSample);
    const output = await predictor.predict(samples, [count, ...sampleShape], device);
    if (output.length !== count * perResult) {
      const problem = "the output has another shape than the model says";
      throw new ShapeError({
        where,
        problem,
        expected: `${perResult} elements for a sample`,
        got: output.length / count,
      });
    }
    if (count === total && output.constructor === elements.constructor) result = output;
    else {
      result ??= typedArray(dtype, elementCount(shape));
      result.set(output, start * perResult);
    }
    options.onProgress?.({ done: start + count, total });
    await turns.yieldIfDue();
  }
  return adoptedTensor(result ?? typedArray(dtype, 0), shape, dtype);
}

/** The elements as another type; themselves where they have it. */
function asDType(elements: TypedArray, from: DType, to: DType): TypedArray {
  if (from === to) return elements;
  const converted = tensor(elements, [elements.length], to);
  try {
    return converted.dataSync();
  } finally {
    converted.dispose();
  }
}
