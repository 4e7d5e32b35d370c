import { checkOptions, maximum, mul, oneOf, step } from "@sepconv/core";
import { type DialectOption, dialects } from "../dialect.js";
import { type Constraint, makeConstraint } from "./constraint.js";

/** Nothing below 0: `max(w, 0)`; in Keras 2 `w · (w ≥ 0)`, which makes NaN of −∞. */
export function nonNeg(options: DialectOption = {}): Constraint {
  checkOptions("NonNeg", options, ["dialect"]);
  const dialect = oneOf("NonNeg", "dialect", options.dialect ?? "keras3", dialects);
  // Where w is 0 so is the product, whatever the step is there.
  return makeConstraint("NonNeg", {}, (weight) =>
    dialect === "keras2" ? mul(weight, step(weight)) : maximum(weight, 0),
  );
}
