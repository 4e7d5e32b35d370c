import { ArgumentError } from "@sepconv/backend";
import { reshape, Tensor, tidy } from "@sepconv/core";
import { makeRegularizer, type Regularizer } from "./regularizer.js";

/** A regularizer that computes by a function of somebody's own; what that gives may be what it is given. */
export function ownRegularizer(name: string, compute: CallableFunction): Regularizer {
  const numberOf = (x: Tensor): Tensor =>
    tidy(() => {
      const value: unknown = Reflect.apply(compute, undefined, [x]);
      if (value instanceof Tensor && value.size === 1) return reshape(value, value.shape);
      throw new ArgumentError({
        where: name,
        problem: "the function gave no number",
        expected: "a tensor of one element",
        got: value instanceof Tensor ? value.shape : value,
      });
    });
  return makeRegularizer(name, () => ({}), numberOf);
}
