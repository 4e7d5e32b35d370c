import { optimizerUpdate, type Variable } from "@sepconv/core";

/** Exponential moving averages of variables. */
export class MovingAverage {
  readonly #averages: ReadonlyMap<Variable, Variable>;
  readonly #momentum: number;

  /** @param averages by the variables that they are of. @param momentum the share that stays in each step. */
  constructor(averages: ReadonlyMap<Variable, Variable>, momentum: number) {
    this.#averages = averages;
    this.#momentum = momentum;
  }

  /** `average ← momentum · average + (1 − momentum) · variable`; before the second update the variable's value. */
  update(updates: number): void {
    const momentum = updates === 0 ? 0 : this.#momentum;
    for (const [variable, average] of this.#averages) {
      optimizerUpdate("average", average, variable, [], [momentum, 1 - momentum]);
    }
  }

  /** Gives variables their averages. */
  overwrite(variables: Iterable<Variable> = this.#averages.keys()): void {
    for (const variable of variables) {
      const average = this.#averages.get(variable);
      if (average) variable.assign(average);
    }
  }
}
