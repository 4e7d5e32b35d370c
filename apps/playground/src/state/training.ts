import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { EpochResult } from "@sepconv/train";
import { errorText } from "../data/error-text.js";
import type {
  TrainingChoice,
  TrainingFacts,
  TrainingOutcome,
  TrainingReport,
  TrainingRequest,
  TrainingStand,
} from "../training/messages.js";

/** A training that runs, or the last one that ran. */
export interface Training {
  readonly choice: TrainingChoice;
  readonly status: "loading" | "running" | "stopping" | "done";
  /** Null while it is loading. */
  readonly facts: TrainingFacts | null;
  readonly epochs: readonly EpochResult[];
  /** Within the epoch that runs. */
  readonly stand: TrainingStand | null;
  /** Null until it is done. */
  readonly outcome: TrainingOutcome | null;
}

/** The training that is shown; null before the first. */
export const training: Signal<Training | null> = signal(null);

/** Why the last training failed, whole; null when it did not. */
export const trainingFailure: Signal<string | null> = signal(null);

export const isTraining: ReadonlySignal<boolean> = computed(
  () => training.value !== null && training.value.status !== "done",
);

let worker: Worker | null = null;

/** Trains a net in a worker of its own, which lives as long as the training. */
export function startTraining(choice: TrainingChoice): void {
  endWorker();
  trainingFailure.value = null;
  training.value = { choice, status: "loading", facts: null, epochs: [], stand: null, outcome: null };
  try {
    worker = openWorker();
    ask({ kind: "train", choice, folder: new URL("models", document.baseURI).href });
  } catch (error) {
    fail(errorText(error));
  }
}

function openWorker(): Worker {
  const started = new Worker(new URL("../training/train-worker.ts", import.meta.url), { type: "module" });
  started.addEventListener("message", ({ data }: MessageEvent<TrainingReport>) => {
    if (worker === started) take(data);
  });
  started.addEventListener("error", (event) => {
    event.preventDefault();
    if (worker === started) fail(`Unexpected: ${event.message ?? "the worker of the training cannot be loaded"}.`);
  });
  return started;
}

/** Ends the training after the update that runs; the net is tested as it is then. */
export function stopTraining(): void {
  const now = training.value;
  if (now?.status === "running") {
    training.value = { ...now, status: "stopping" };
    ask({ kind: "stop" });
  } else if (now?.status === "loading") {
    endWorker();
    training.value = null;
  }
}

function take(report: TrainingReport): void {
  const now = training.value;
  if (now === null) return;
  if (report.kind === "started") training.value = { ...now, status: "running", facts: report.facts };
  else if (report.kind === "stand") training.value = { ...now, stand: report.stand };
  else if (report.kind === "epoch") training.value = { ...now, epochs: [...now.epochs, report.result] };
  else if (report.kind === "failed") fail(report.reason);
  else {
    endWorker();
    training.value = { ...now, status: "done", outcome: report.outcome };
  }
}

function fail(reason: string): void {
  endWorker();
  training.value = null;
  trainingFailure.value = reason;
}

function ask(request: TrainingRequest): void {
  worker?.postMessage(request);
}

function endWorker(): void {
  worker?.terminate();
  worker = null;
}
