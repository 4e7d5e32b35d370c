import { checkOptions, optimizerUpdate, type Variable } from "@sepconv/core";
import { lastName } from "./optimizer-state.js";
import { roundingOf } from "./rounding.js";

/** What is spared, by variables or by parts of their names. */
export interface WeightDecayExclusions {
  readonly varList?: readonly Variable[] | null;
  /** Regular expressions; a variable is spared whose own name, without its layer's, has a match of one of them. */
  readonly varNames?: readonly string[] | null;
}

/** Which variables decay. */
export class WeightDecay {
  #variables: ReadonlySet<Variable> = new Set();
  #names: RegExp | null = null;

  exclude(where: string, exclusions: WeightDecayExclusions): void {
    checkOptions(where, exclusions, ["varList", "varNames"]);
    const { varList, varNames } = exclusions;
    this.#variables = new Set(varList);
    this.#names = varNames && varNames.length > 0 ? new RegExp(varNames.join("|")) : null;
  }

  /** `variable ← variable − variable · decay · rate`, unless it is spared. */
  apply(variable: Variable, decay: number, rate: number): void {
    if (this.#variables.has(variable) || this.#names?.test(lastName(variable))) return;
    const round = roundingOf(variable.dtype);
    optimizerUpdate("sgd", variable, variable, [], [round(decay) * round(rate)]);
  }
}
