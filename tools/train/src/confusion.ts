import { tensor } from "@sepconv/core";
import type { AbortSignalLike, Model } from "@sepconv/layers";
import type { Samples } from "./samples.js";

/** What a net takes each class for. */
export interface Confusion {
  /** How often a true class (row) was taken for a class (column): `[classes][classes]`. */
  readonly counts: readonly (readonly number[])[];
  /** The share of samples, or of steps, that are right. */
  readonly accuracy: number;
}

/** Predicts samples and counts what each class is taken for: the most probable class of each sample, or of each step. */
export async function confusionOf(model: Model, samples: Samples, signal?: AbortSignalLike): Promise<Confusion> {
  const { x, shape, labels } = samples;
  const inputs = tensor(x, shape);
  const outputs = await model.predict(inputs, { batchSize: 64, ...(signal && { signal }) });
  const classes = outputs.shape.at(-1) ?? 1;
  const probabilities = await outputs.data();
  for (const each of [inputs, outputs]) each.dispose();
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  let right = 0;
  for (const [index, label] of labels.entries()) {
    const row = probabilities.subarray(index * classes, (index + 1) * classes);
    const guess = row.indexOf(Math.max(...row));
    const counted = counts[label];
    if (counted) counted[guess] = (counted[guess] ?? 0) + 1;
    if (guess === label) right++;
  }
  return { counts, accuracy: right / labels.length };
}
