import { ArgumentError } from "@sepconv/backend";
import type { Config } from "../config.js";

/**
 * A learning rate that depends on the number of the training step, counted from 0.
 *
 * @see https://keras.io/api/optimizers/learning_rate_schedules/
 */
export interface Schedule {
  (step: number): number;
  /** Keras' class name. */
  readonly className: string;
  getConfig(): Config;
}

export function makeSchedule(className: string, config: Config, rateAt: (step: number) => number): Schedule {
  const schedule = (step: number): number => {
    if (typeof step === "number" && step >= 0) return rateAt(step);
    throw new ArgumentError({
      where: className,
      problem: "step is not valid",
      expected: "a number of at least 0",
      got: step,
    });
  };
  return Object.assign(schedule, { className, getConfig: () => config });
}
