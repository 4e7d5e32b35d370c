import type { Tensor } from "@sepconv/core";
import type { Config } from "../config.js";
import type { Dialect } from "../dialect.js";
import type { NamedPart } from "../named-part.js";

/**
 * What a weight or an output costs: called with it, gives one number that training makes small.
 *
 * @see https://keras.io/api/layers/regularizers/
 */
export interface Regularizer extends NamedPart {
  (x: Tensor): Tensor;
}

export function makeRegularizer(
  className: string,
  config: (dialect: Dialect) => Config,
  compute: (x: Tensor) => Tensor,
): Regularizer {
  return Object.assign((x: Tensor) => compute(x), {
    className,
    getConfig: ({ dialect = "keras3" }: { readonly dialect?: Dialect } = {}) => config(dialect),
  });
}
