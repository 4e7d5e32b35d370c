import { ArgumentError, sameShape } from "@sepconv/backend";
import { reshape, Tensor } from "@sepconv/core";
import { type Constraint, makeConstraint } from "./constraint.js";

/** A constraint that computes by a function of somebody's own; what that gives may be the weight itself. */
export function ownConstraint(name: string, compute: CallableFunction): Constraint {
  return makeConstraint(name, {}, (weight) => {
    const value: unknown = Reflect.apply(compute, undefined, [weight]);
    if (value instanceof Tensor && sameShape(value.shape, weight.shape)) return reshape(value, value.shape);
    throw new ArgumentError({
      where: name,
      problem: "the function gave no weight",
      expected: `a tensor of shape [${weight.shape.join(", ")}]`,
      got: value instanceof Tensor ? value.shape : value,
    });
  });
}
