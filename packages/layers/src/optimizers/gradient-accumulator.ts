import { add, div, type Variable, zeros } from "@sepconv/core";
import type { GradientOf } from "./gradients-of.js";

/** Sums of the gradients of several steps. */
export class GradientAccumulator {
  readonly #sums: ReadonlyMap<Variable, Variable>;
  readonly #steps: number;

  /** @param sums by the variables whose gradients they add. @param steps how many make one update. */
  constructor(sums: ReadonlyMap<Variable, Variable>, steps: number) {
    this.#sums = sums;
    this.#steps = steps;
  }

  /** Adds a step's gradients, counted from 0. In the last step of each round it gives their means and begins anew, else null. */
  add(step: number, gradients: readonly GradientOf[]): readonly GradientOf[] | null {
    const added = gradients.map(({ variable, gradient }) => {
      const sum = this.#sums.get(variable);
      return { variable, sum, gradient: sum ? add(gradient, sum) : gradient };
    });
    if ((step + 1) % this.#steps !== 0) {
      for (const { sum, gradient } of added) sum?.assign(gradient);
      return null;
    }
    for (const sum of this.#sums.values()) sum.assign(zeros(sum.shape, sum.dtype));
    return added.map(({ variable, gradient }) => ({ variable, gradient: div(gradient, this.#steps) }));
  }
}
