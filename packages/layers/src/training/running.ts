import { ArgumentError } from "@sepconv/backend";
import type { Model } from "../models/model.js";

/** The models that `fit` trains right now, and whether it waits for a callback. */
const running = new Map<Model, Turn>();

/** Whose turn it is while `fit` runs. */
export interface Turn {
  /** Whether it is the callbacks', which may test the model. */
  isCallbacks: boolean;
}

/** Runs a training of a model, one at a time. @throws ArgumentError while another one runs. */
export async function asOnlyFit<Result>(
  where: string,
  model: Model,
  train: (turn: Turn) => Promise<Result>,
): Promise<Result> {
  if (running.has(model)) throw stillRuns(where);
  const turn = { isCallbacks: false };
  running.set(model, turn);
  try {
    return await train(turn);
  } finally {
    running.delete(model);
  }
}

/** @throws ArgumentError while `fit` computes: losses and metrics of both would mix. A callback of it may. */
export function checkNotFitting(where: string, model: Model): void {
  if (running.get(model)?.isCallbacks === false) throw stillRuns(where);
}

function stillRuns(where: string): ArgumentError {
  return new ArgumentError({
    where,
    problem: "fit still runs on this model",
    remedy: "Await it first, or end it with its signal.",
  });
}
