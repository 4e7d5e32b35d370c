import { reshapeTo, type Tensor, type Variable } from "@sepconv/core";
import type { Model } from "../models/model.js";

/** What a forward pass changes, as it was at one time: weights that are not trained, and where random streams stand. */
export class HeldState {
  readonly #weights: readonly Variable[];
  readonly #values: readonly Tensor[];
  readonly #restoreStreams: () => void;

  constructor({ nonTrainableWeights, randomSources }: Model) {
    this.#weights = nonTrainableWeights;
    this.#values = nonTrainableWeights.map((weight) => reshapeTo(weight, weight.shape));
    const states = randomSources.map((source) => ({ source, state: source.state }));
    this.#restoreStreams = () => {
      for (const { source, state } of states) source.state = state;
    };
  }

  restore(): void {
    this.#restoreStreams();
    for (const [index, weight] of this.#weights.entries()) {
      const value = this.#values[index];
      if (value) weight.assign(value);
    }
  }

  dispose(): void {
    for (const value of this.#values) value.dispose();
  }
}

/** Whether all elements are finite. Read and looked at on the host, as a device may assume that they are. */
export async function areFinite(tensor: Tensor): Promise<boolean> {
  return (await tensor.data()).every((value) => Number.isFinite(value));
}
