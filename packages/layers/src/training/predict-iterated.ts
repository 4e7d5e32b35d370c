import { AbortedError, ArgumentError, elementCount, ShapeError, sameShape, typedArray } from "@sepconv/backend";
import { adoptedTensor, type Tensor, wholeNumber } from "@sepconv/core";
import type { Batches } from "../models/batches.js";
import type { PredictOptions } from "../models/predict.js";
import { iteratorOf } from "./batch-iterator.js";

/** The outputs for one batch of inputs, in a list. */
type PredictBatch = (inputs: unknown, options: PredictOptions) => Promise<readonly Tensor[]>;

/**
 * The outputs for the batches of an iterable, one after the other, put together on the host. See `Model.predict`.
 *
 * @throws ArgumentError where there are no batches. @throws ShapeError where the outputs of two do not go together.
 */
export async function predictIterated(
  where: string,
  batches: Batches,
  options: PredictOptions,
  predict: PredictBatch,
): Promise<readonly Tensor[]> {
  const { steps = null, signal, onProgress } = options;
  const most = steps === null ? Number.POSITIVE_INFINITY : wholeNumber(where, "steps", steps);
  const parts: (readonly Tensor[])[] = [];
  const iterator = iteratorOf(where, batches);
  let done = 0;
  try {
    while (parts.length < most) {
      if (signal?.aborted) throw new AbortedError({ where, problem: `aborted after ${parts.length} batches` });
      const next = await iterator.next();
      if (next.done) break;
      const inputs: unknown = Array.isArray(next.value) ? next.value[0] : next.value;
      const outputs = await predict(inputs, { batchSize: 2 ** 31 - 1 });
      parts.push(outputs);
      done += outputs[0]?.shape[0] ?? 0;
      onProgress?.({ done, total: null });
    }
    return await joined(where, parts);
  } finally {
    for (const tensor of parts.flat()) tensor.dispose();
    await iterator.return?.();
  }
}

/** Tensors on the host, put together along their first axis. */
async function joined(where: string, parts: readonly (readonly Tensor[])[]): Promise<readonly Tensor[]> {
  const [first] = parts;
  if (!first) {
    throw new ArgumentError({ where, problem: "the data gave no batches", expected: "at least one" });
  }
  const join = async ({ shape: [, ...sample], dtype }: Tensor, output: number): Promise<Tensor> => {
    const own = parts.flatMap((part) => part[output] ?? []);
    const unlike = own.find(({ shape }) => !sameShape(shape.slice(1), sample));
    if (unlike) {
      const problem = "the outputs of two batches have different shapes";
      throw new ShapeError({ where, problem, expected: ["…", ...sample].join(", "), got: unlike.shape });
    }
    const samples = own.reduce((total, { shape }) => total + (shape[0] ?? 0), 0);
    const elements = typedArray(dtype, samples * elementCount(sample));
    let start = 0;
    for (const each of own) {
      elements.set(await each.data(), start);
      start += each.size;
    }
    return adoptedTensor(elements, [samples, ...sample], dtype);
  };
  return await Promise.all(first.map(join));
}
