import type { Tensor } from "@sepconv/core";
import { type Collections, GraphKeys, type LossThunk } from "../graph/collections.js";
import { LatestValue } from "./latest-value.js";

/** How many calls of one scope are remembered, so that a loop which never reads its losses does not grow without end. */
const limit = 1000;

interface Call {
  readonly kept: LatestValue;
  /** Whether the next call under the same name takes its place. */
  past: boolean;
}

/**
 * What the outputs of functional forms cost, in one graph.
 *
 * As in TensorFlow each call has a loss of its own. But there a function builds the graph once, and here it runs for every
 * step: once its losses were read, or gradients are computed anew, they give way to those of its next run.
 */
export class FunctionalLosses {
  readonly #calls = new Map<string, Set<Call>>();

  /** @param name of the loss, the same for all calls in a variable scope. */
  add(collections: Collections, name: string, loss: Tensor): void {
    const calls = this.#calls.get(name) ?? new Set();
    this.#calls.set(name, calls);
    for (const call of calls) {
      if (!call.past && calls.size < limit) continue;
      collections.remove(GraphKeys.REGULARIZATION_LOSSES, call);
      calls.delete(call);
      call.kept.dispose();
    }
    const call: Call = { kept: new LatestValue(), past: false };
    call.kept.set(loss);
    collections.add(GraphKeys.REGULARIZATION_LOSSES, thunkOf(call), name, call);
    calls.add(call);
  }

  /** What was called until now belongs to earlier runs. */
  beginRun(): void {
    for (const calls of this.#calls.values()) for (const call of calls) call.past = true;
  }
}

function thunkOf(call: Call): LossThunk {
  return () => {
    call.past = true;
    return call.kept.get();
  };
}
