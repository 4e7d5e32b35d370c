import { fetchFile, fetchTensorFile } from "./tensor-file.js";

/** The recordings that the model was tested on, as the model takes them and as the watch measured them. */
export interface TestSplit {
  readonly classNames: readonly string[];
  readonly channelNames: readonly string[];
  /** Recordings, steps, channels. */
  readonly shape: readonly [number, number, number];
  /** Normalised: (raw − mean) / deviation, per channel. `[recordings, steps, channels]` */
  readonly inputs: Float32Array;
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** True class of each recording. */
  readonly labels: Int32Array;
}

interface Manifest {
  readonly classNames: readonly string[];
  readonly channelNames: readonly string[];
  readonly preprocessing: { readonly mean: readonly number[]; readonly std: readonly number[] };
}

/** Steps per second of the recordings. */
export const stepsPerSecond = 10;

/** Reads the recordings and what the manifest beside them says. @throws Error where a file is missing or does not fit. */
export async function fetchTestSplit(folder: string): Promise<TestSplit> {
  const [manifest, tensors] = await Promise.all([
    fetchFile(`${folder}/manifest.json`).then((response) => response.json() as Promise<Manifest>),
    fetchTensorFile(`${folder}/test`),
  ]);
  const inputs = tensors.get("x");
  const labels = tensors.get("y");
  const [recordings, steps, channels] = inputs?.shape ?? [];
  if (
    !(inputs?.elements instanceof Float32Array && labels?.elements instanceof Int32Array) ||
    recordings === undefined ||
    steps === undefined ||
    channels === undefined
  ) {
    throw new Error(`${folder}/test.json does not hold recordings x [recordings, steps, channels] and labels y.`);
  }
  const { mean, std } = manifest.preprocessing;
  return {
    classNames: manifest.classNames,
    channelNames: manifest.channelNames,
    shape: [recordings, steps, channels],
    inputs: inputs.elements,
    mean,
    deviation: std,
    labels: labels.elements,
  };
}

/** One recording as the model takes it: `[steps, channels]`, row-major. */
export function recordingInput({ inputs, shape: [, steps, channels] }: TestSplit, index: number): Float32Array {
  return inputs.subarray(index * steps * channels, (index + 1) * steps * channels);
}

/**
 * One recording as it was measured, a curve per channel: raw = input · deviation + mean.
 */
export function recordingCurves(split: TestSplit, index: number): readonly Float32Array[] {
  const [, steps, channels] = split.shape;
  const input = recordingInput(split, index);
  return Array.from({ length: channels }, (_, channel) => {
    const [deviation = 1, mean = 0] = [split.deviation[channel], split.mean[channel]];
    return Float32Array.from(
      { length: steps },
      (_, step) => (input[step * channels + channel] ?? 0) * deviation + mean,
    );
  });
}
