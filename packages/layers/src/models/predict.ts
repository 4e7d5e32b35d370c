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
import { asDType } from "./as-dtype.js";
import { HostTurns } from "./yield-to-host.js";

/** An `AbortSignal`, as far as it is used. */
export interface AbortSignalLike {
  readonly aborted: boolean;
}

export interface PredictProgress {
  /** Samples predicted so far. */
  readonly done: number;
  /** Null where an iterable does not say. */
  readonly total: number | null;
}

export interface PredictOptions {
  /** Samples computed together. Default: 32. Batches of an iterable are taken as they come. */
  readonly batchSize?: number;
  /** Batches to take from an iterable. Default: all. */
  readonly steps?: number | null;
  /** Ends the prediction with an `AbortedError` before the next batch. */
  readonly signal?: AbortSignalLike;
  /** Called after each batch. */
  readonly onProgress?: (progress: PredictProgress) => void;
}

/** Samples of one input: elements of a shape whose first axis counts samples. */
export interface Samples {
  readonly elements: TypedArray;
  readonly shape: Shape;
  readonly dtype: DType;
}

/** What computes a batch. */
export interface BatchPredictor {
  readonly where: string;
  readonly dtype: DType;
  /** The outputs' elements for a batch of each input, on this device. */
  predict(inputs: readonly Samples[], device: Device): Promise<readonly TypedArray[]>;
  /** The outputs' shapes for the inputs'. */
  outputShapes(inputShapes: readonly Shape[]): readonly Shape[];
}

/**
 * Predicts all samples in batches, on one device, and gathers the results on the host. Memory does not grow with the
 * number of batches, and the page gets its turn at least every 50 ms.
 *
 * @param inputs samples along the first axis, of any dtype: they get the model's.
 */
export async function predictInBatches(
  predictor: BatchPredictor,
  inputs: readonly (Tensor | TensorData)[],
  options: PredictOptions,
  device: Device,
): Promise<readonly Tensor[]> {
  const { where, dtype } = predictor;
  checkOptions(where, options, ["batchSize", "steps", "signal", "onProgress"]);
  const batchSize = wholeNumber(where, "batchSize", options.batchSize ?? 32);
  const all = await Promise.all(inputs.map(async (input) => await samplesOf(where, input, dtype)));
  const total = all[0]?.shape[0] ?? 0;
  const uneven = all.find(({ shape }) => shape[0] !== total);
  if (uneven) {
    const problem = "inputs have different numbers of samples";
    throw new ShapeError({ where, problem, expected: `${total} samples`, got: uneven.shape });
  }
  const shapes = predictor.outputShapes(all.map(({ shape }) => shape));
  const sizes = shapes.map((shape) => elementCount(shape.slice(1)));
  const results: (TypedArray | null)[] = shapes.map(() => null);
  const turns = new HostTurns();
  for (let start = 0; start < total; start += batchSize) {
    if (options.signal?.aborted)
      throw new AbortedError({ where, problem: `aborted after ${start} of ${total} samples` });
    const count = Math.min(batchSize, total - start);
    const batch = count === total ? all : all.map((samples) => slicedSamples(samples, start, count));
    const outputs = await predictor.predict(batch, device);
    outputs.forEach((output, index) => {
      const size = sizes[index] ?? 0;
      if (output.length !== count * size) {
        const problem = "the output has another shape than the model says";
        throw new ShapeError({ where, problem, expected: `${size} elements for a sample`, got: output.length / count });
      }
      if (count === total) results[index] = asDType(output, dtype);
      else {
        const result = results[index] ?? typedArray(dtype, total * size);
        result.set(output, start * size);
        results[index] = result;
      }
    });
    options.onProgress?.({ done: start + count, total });
    await turns.yieldIfDue();
  }
  return shapes.map((shape, index) => adoptedTensor(results[index] ?? typedArray(dtype, 0), shape, dtype));
}

async function samplesOf(where: string, input: Tensor | TensorData, dtype: DType): Promise<Samples> {
  const given = input instanceof Tensor ? input : tensor(input);
  const { shape } = given;
  if (shape.length === 0) {
    const problem = "the input is a scalar";
    throw new ShapeError({ where, problem, expected: "samples along the first axis", got: shape });
  }
  const elements = await given.peek();
  if (given !== input) given.dispose();
  return { elements: asDType(elements, dtype), shape, dtype };
}

function slicedSamples({ elements, shape, dtype }: Samples, start: number, count: number): Samples {
  const perSample = elementCount(shape.slice(1));
  return {
    elements: elements.subarray(start * perSample, (start + count) * perSample),
    shape: [count, ...shape.slice(1)],
    dtype,
  };
}
