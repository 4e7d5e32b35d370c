import type { Tensor, Variable } from "@sepconv/core";
import type { LossThunk } from "../graph/collections.js";

/** The variables of a layer, apart by whether training changed them when they were made, and what they cost. */
export class LayerWeights {
  readonly #trainable = new Set<Variable>();
  readonly #others = new Set<Variable>();
  readonly #losses: LossThunk[] = [];

  add(weight: Variable, trainable: boolean): void {
    (trainable ? this.#trainable : this.#others).add(weight);
  }

  addLoss(loss: LossThunk): void {
    this.#losses.push(loss);
  }

  /** @param layer whether the layer is trainable now. */
  trainable(layer: boolean): readonly Variable[] {
    return layer ? [...this.#trainable] : [];
  }

  /** @param layer whether the layer is trainable now. */
  nonTrainable(layer: boolean): readonly Variable[] {
    return layer ? [...this.#others] : [...new Set([...this.#trainable, ...this.#others])];
  }

  /** What the weights cost now. */
  losses(): Tensor[] {
    return this.#losses.flatMap((loss) => loss() ?? []);
  }
}
