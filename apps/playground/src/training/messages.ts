import type { Confusion, EpochResult, NetName } from "@sepconv/train";

export type TrainingBackend = "wasm" | "cpu";

/** What is trained, where, and from which random numbers. */
export interface TrainingChoice {
  readonly net: NetName;
  readonly backend: TrainingBackend;
  readonly seed: number;
}

/** What the page asks of the worker. */
export type TrainingRequest =
  | { readonly kind: "train"; readonly choice: TrainingChoice; readonly folder: string }
  | { readonly kind: "stop" };

/** What is known of a training before its first update. */
export interface TrainingFacts {
  readonly classNames: readonly string[];
  readonly epochs: number;
  readonly parameters: number;
  /** The share of the test split that the net of Keras has right. */
  readonly kerasAccuracy: number;
}

/** Where a training stands within an epoch. */
export interface TrainingStand {
  /** Epochs that are done, and the share of the one that runs. */
  readonly epochs: number;
  /** Means since the epoch began. */
  readonly loss: number;
  readonly accuracy: number;
  readonly updatesPerSecond: number;
  /** Milliseconds. */
  readonly remaining: number;
}

/** What a training came to. */
export interface TrainingOutcome {
  /** Whether it was ended before its last epoch. */
  readonly stopped: boolean;
  readonly confusion: Confusion;
  /** In the order of the net's weights. */
  readonly weights: readonly Float32Array[];
  readonly milliseconds: number;
}

/** What the worker tells the page. */
export type TrainingReport =
  | { readonly kind: "started"; readonly facts: TrainingFacts }
  | { readonly kind: "stand"; readonly stand: TrainingStand }
  | { readonly kind: "epoch"; readonly result: EpochResult }
  | { readonly kind: "done"; readonly outcome: TrainingOutcome }
  | { readonly kind: "failed"; readonly reason: string };
