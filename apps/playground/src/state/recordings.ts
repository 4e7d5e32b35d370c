import { type Signal, signal } from "@preact/signals";
import type { TestSplit } from "../data/test-split.js";

/** The recordings of the test split; null until they are there. */
export const testSplit: Signal<TestSplit | null> = signal(null);

/** Which recording is looked at, from 0. */
export const recordingIndex: Signal<number> = signal(0);

/** Goes to a recording; past the last comes the first. */
export function chooseRecording(index: number): void {
  const count = testSplit.value?.shape[0] ?? 0;
  if (count > 0) recordingIndex.value = ((index % count) + count) % count;
}

/** Why the recordings are not there; null when they are, or may still come. */
export const dataFailure: Signal<string | null> = signal(null);
