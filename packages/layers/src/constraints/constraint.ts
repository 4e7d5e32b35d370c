import { type Tensor, tidy } from "@sepconv/core";
import type { Config } from "../config.js";
import type { NamedPart } from "../named-part.js";

/**
 * What a weight must be like after each update: called with it, gives the nearest value that is.
 *
 * @see https://keras.io/api/layers/constraints/
 */
export interface Constraint extends NamedPart {
  (weight: Tensor): Tensor;
}

export function makeConstraint(className: string, config: Config, compute: (weight: Tensor) => Tensor): Constraint {
  return Object.assign((weight: Tensor) => tidy(() => compute(weight)), { className, getConfig: () => config });
}
