import type { WantedError } from "./error-case.js";
import type { Json } from "./tagged-values.js";

interface VariableState {
  readonly name: string;
  readonly shape: readonly number[];
  readonly trainable: boolean;
}

/** One layer: constructed, called on a pattern with patterns for weights, its updates run. */
export interface LayerCase {
  readonly kind: "layer";
  readonly id: string;
  readonly class: string;
  readonly args: Json;
  readonly input_shape: number[];
  readonly training?: boolean;
  readonly constructor_error?: WantedError;
  readonly name: string;
  readonly config: Json;
  readonly computed_shape?: unknown;
  readonly computed_unknown?: unknown;
  readonly computed_error?: WantedError;
  readonly call_error?: WantedError;
  /** Names of all variables after a call that failed. */
  readonly variables?: readonly string[];
  readonly scope: string;
  readonly weights: readonly VariableState[];
  readonly trainable_weights: readonly string[];
  readonly count_params: number;
  readonly config_after_call: Json;
  readonly update_ops: number;
  readonly layer_updates: number;
  readonly losses: number;
  /** The one value that fills each weight at the beginning; null where there are several, or random ones. */
  readonly initial: readonly (number | null)[];
  readonly output: { readonly shape: readonly number[]; readonly values: readonly unknown[] };
  /** Of Σ cotangent · output, with respect to the input and the trainable weights. */
  readonly gradients: readonly (readonly unknown[] | null)[];
  readonly loss_values: readonly unknown[];
  readonly after_updates?: readonly (readonly unknown[])[];
}

/** A call of a function, or a variable scope with calls in it. */
export interface FunctionCall {
  readonly function: string;
  readonly input_shape: number[];
  readonly args: Json;
  readonly scope?: string;
  readonly reuse?: unknown;
  readonly body?: readonly FunctionCall[];
}

/** Functions called one after another, and the variables that they leave. */
export interface NamesCase {
  readonly kind: "names";
  readonly id: string;
  readonly calls: readonly FunctionCall[];
  readonly error: WantedError | null;
  readonly variables: readonly VariableState[];
  readonly trainable_variables: readonly string[];
  readonly update_ops: number;
  readonly regularization_losses: number;
}
