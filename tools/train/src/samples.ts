import { type ReadFile, readTensorFile } from "./tensor-file.js";

/** Inputs with the class of each sample, or of each of its steps. */
export interface Samples {
  readonly x: Float32Array;
  /** Samples, steps, channels. */
  readonly shape: readonly [samples: number, steps: number, channels: number];
  readonly labels: Int32Array;
  /** `[samples]`, or `[samples, steps]`. */
  readonly labelShape: readonly number[];
}

/** What a net learns from, and what it is tested on. */
export interface TrainingData {
  readonly training: Samples;
  readonly test: Samples;
}

/** The samples of a tensor file, in the tensors `x` and `y`. @throws Error where it holds no such tensors. */
export async function readSamples(read: ReadFile, name: string): Promise<Samples> {
  const tensors = await readTensorFile(read, name);
  const [x, y] = [tensors.get("x"), tensors.get("y")];
  if (!(x?.elements instanceof Float32Array && y?.elements instanceof Int32Array)) {
    throw new Error(`${name}.json: expected float32 numbers x and int32 labels y.`);
  }
  const [samples, steps, channels] = x.shape.length === 2 ? [1, ...x.shape] : x.shape;
  if (samples === undefined || steps === undefined || channels === undefined) {
    throw new Error(`${name}.json: expected x in the shape [samples, steps, channels], got [${x.shape.join(", ")}].`);
  }
  const labelShape = x.shape.length === 2 ? [1, ...y.shape] : y.shape;
  return { x: x.elements, shape: [samples, steps, channels], labels: y.elements, labelShape };
}

/** Cuts one long sample into windows that overlap, of `steps` steps, one every `every` steps; the last whole one is left out. */
export function cutWindows({ x, shape, labels }: Samples, { steps, every }: { steps: number; every: number }): Samples {
  const [, length, channels] = shape;
  const starts = Array.from({ length: Math.ceil((length - steps) / every) }, (_, window) => window * every);
  const windows = {
    x: new Float32Array(starts.length * steps * channels),
    labels: new Int32Array(starts.length * steps),
  };
  for (const [window, start] of starts.entries()) {
    windows.x.set(x.subarray(start * channels, (start + steps) * channels), window * steps * channels);
    windows.labels.set(labels.subarray(start, start + steps), window * steps);
  }
  return { ...windows, shape: [starts.length, steps, channels], labelShape: [starts.length, steps] };
}
