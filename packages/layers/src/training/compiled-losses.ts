import { ArgumentError } from "@sepconv/backend";
import { add, mul, sum, type Tensor } from "@sepconv/core";
import { getLoss, type LossLike } from "../losses/get-loss.js";
import type { Loss } from "../losses/loss.js";
import { reduceWeighted } from "../losses/weighted-reduction.js";
import { checkTargets } from "./check-targets.js";
import type { CompileOptions } from "./compile-options.js";
import { forOutputs } from "./for-outputs.js";

/** What is made small, and its parts. */
export interface TotalLoss {
  /** The sum of all, with the losses that layers have added: one number. */
  readonly total: Tensor;
  /** Each output's loss without its factor; null where it has none. */
  readonly parts: readonly (Tensor | null)[];
}

/** The losses of a model's outputs. */
export class CompiledLosses {
  readonly #outputs: readonly string[];
  readonly #losses: readonly (Loss | null)[];
  readonly #factors: readonly (number | null)[];

  /** @throws ArgumentError for an unknown loss, and where there is not one for each output. */
  constructor(options: CompileOptions, outputs: readonly string[]) {
    this.#outputs = outputs;
    this.#losses = forOutputs("losses", options.loss, outputs, isLossLike).map((loss) =>
      loss === null ? null : getLoss("compile", loss),
    );
    this.#factors = forOutputs("lossWeights", options.lossWeights, outputs, isNumber);
  }

  /** How many outputs have a loss. */
  get count(): number {
    return this.#losses.filter((loss) => loss !== null).length;
  }

  /** The loss of an output. */
  at(output: number): Loss | null {
    return this.#losses[output] ?? null;
  }

  /** @param added losses that layers have added. @throws ArgumentError where there is none at all. */
  compute(
    where: string,
    targets: readonly (Tensor | null)[],
    predictions: readonly Tensor[],
    weights: readonly (Tensor | null)[],
    added: readonly Tensor[],
  ): TotalLoss {
    const parts = this.#losses.map((loss, output) => {
      const [truth, prediction] = [targets[output], predictions[output]];
      if (!loss || !prediction) return null;
      const name = this.#outputs[output] ?? "";
      if (!truth) throw noTargets(where, name);
      checkTargets(where, name, loss, truth.shape, prediction.shape);
      return reduced(where, loss, truth, prediction, weights[output] ?? null);
    });
    const weighted = parts.flatMap((part, output) => {
      const factor = this.#factors[output] ?? null;
      if (part === null) return [];
      return factor === null ? [part] : [mul(part, factor)];
    });
    const [first, ...others] = [...weighted, ...added.map((loss) => sum(loss))];
    if (first) return { total: others.reduce((total, loss) => add(total, loss), first), parts };
    throw new ArgumentError({
      where,
      problem: "there is no loss",
      remedy: "Give compile() a loss, or add one in a layer.",
    });
  }
}

/** A loss as one number: a function's values are reduced to their mean, as Keras does. */
function reduced(where: string, loss: Loss, truth: Tensor, prediction: Tensor, sampleWeight: Tensor | null): Tensor {
  if (loss.reduction !== "none") return loss(truth, prediction, sampleWeight);
  return reduceWeighted(where, loss(truth, prediction), { reduction: "sumOverBatchSize", sampleWeight, masks: [] });
}

function noTargets(where: string, output: string): ArgumentError {
  const problem = `there is no y for the output "${output}"`;
  return new ArgumentError({ where, problem, expected: "one for each output with a loss" });
}

/** Whatever `losses.get` may know: names, functions, serialized forms. */
function isLossLike(value: unknown): value is LossLike {
  if (typeof value === "string" || typeof value === "function") return true;
  return typeof value === "object" && value !== null && "class_name" in value;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
