import { type Signal, signal } from "@preact/signals";
import type { DeviceName } from "./devices.js";
import type { OpenedModel } from "./opened-model.js";

/** What a model said of one input. */
export interface Prediction {
  readonly opened: OpenedModel;
  readonly device: DeviceName;
  /** The recording, or null for the made-up input. */
  readonly recording: number | null;
  /** The output, flat. */
  readonly values: Float32Array;
}

/** What was found out about a device with the model that is open. */
export interface Measurement {
  /** Null until it is measured. */
  readonly time: PredictionTime | null;
  /** Null until it is predicted, and for a model that the recordings do not fit. */
  readonly split: SplitResult | null;
}

/** The median time of one prediction. */
export interface PredictionTime {
  readonly milliseconds: number;
  readonly runs: number;
}

/** All recordings of the test split, predicted in one batch. */
export interface SplitResult {
  /** The predicted class of each recording. */
  readonly classes: readonly number[];
  readonly correct: number;
  readonly milliseconds: number;
}

export type Measurements = Readonly<Partial<Record<DeviceName, Measurement>>>;

/** The newest prediction; it stays while the next one is computed. */
export const prediction: Signal<Prediction | null> = signal(null);

/** Why the newest prediction failed, whole; null when it did not. */
export const failure: Signal<string | null> = signal(null);

/** Whether the prediction that is shown is not yet that of what was chosen. */
export const predicting: Signal<boolean> = signal(false);

/** By device, for the model that is open. */
export const measurements: Signal<Measurements> = signal({});

/** The place of the largest value. */
export function largest(values: ArrayLike<number>, start = 0, end: number = values.length): number {
  let best = start;
  for (let index = start + 1; index < end; index++) {
    if ((values[index] ?? 0) > (values[best] ?? 0)) best = index;
  }
  return best - start;
}
