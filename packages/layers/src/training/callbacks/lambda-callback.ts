import { checkFunction, checkOptions } from "@sepconv/core";
import type { Callback } from "./callback.js";

/** The functions that `LambdaCallback` takes, by the methods that they serve as. */
export type LambdaCallbackOptions = Omit<Callback, "getState" | "setState">;

/**
 * A callback made of functions.
 *
 * @see https://keras.io/api/callbacks/lambda_callback/
 * @example
 * import { callbacks } from "@sepconv/layers";
 * const losses: number[] = [];
 * const callback = new callbacks.LambdaCallback({ onEpochEnd: (_epoch, { loss = 0 }) => void losses.push(loss) });
 * typeof callback.onEpochEnd; // "function"
 */
export class LambdaCallback implements Callback {
  declare readonly onTrainBegin?: NonNullable<Callback["onTrainBegin"]>;
  declare readonly onTrainEnd?: NonNullable<Callback["onTrainEnd"]>;
  declare readonly onEpochBegin?: NonNullable<Callback["onEpochBegin"]>;
  declare readonly onEpochEnd?: NonNullable<Callback["onEpochEnd"]>;
  declare readonly onTrainBatchBegin?: NonNullable<Callback["onTrainBatchBegin"]>;
  declare readonly onTrainBatchEnd?: NonNullable<Callback["onTrainBatchEnd"]>;
  declare readonly onRest?: NonNullable<Callback["onRest"]>;

  /** @throws ArgumentError for an option that is unknown or no function. */
  constructor(functions: LambdaCallbackOptions) {
    const where = "LambdaCallback";
    checkOptions(where, functions, methods);
    for (const method of Object.values(functions)) checkFunction(where, method);
    Object.assign(this, functions);
  }
}

const methods = [
  "onTrainBegin",
  "onTrainEnd",
  "onEpochBegin",
  "onEpochEnd",
  "onTrainBatchBegin",
  "onTrainBatchEnd",
  "onRest",
];
