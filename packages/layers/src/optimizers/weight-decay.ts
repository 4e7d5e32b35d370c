import { mul, sub, type Variable } from "@sepconv/core";
import { lastName } from "./optimizer-state.js";
import { roundingOf } from "./rounding.js";

/** What is spared, by variables or by parts of their names. */
export interface WeightDecayExclusions {
  readonly variables?: readonly Variable[];
  /** Regular expressions; a variable is spared whose own name, without its layer's, has a match of one of them. */
  readonly names?: readonly string[];
}

/** Which variables decay. */
export class WeightDecay {
  #variables: ReadonlySet<Variable> = new Set();
  #names: RegExp | null = null;

  exclude({ variables = [], names = [] }: WeightDecayExclusions): void {
    this.#variables = new Set(variables);
    this.#names = names.length === 0 ? null : new RegExp(names.join("|"));
  }

  /** `variable ← variable − variable · decay · rate`, unless it is spared. */
  apply(variable: Variable, decay: number, rate: number): void {
    if (this.#variables.has(variable) || this.#names?.test(lastName(variable))) return;
    const round = roundingOf(variable.dtype);
    variable.assign(sub(variable, mul(mul(variable, round(decay)), round(rate))));
  }
}
