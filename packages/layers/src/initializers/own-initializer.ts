import { ArgumentError } from "@sepconv/backend";
import { reshape, Tensor, tidy } from "@sepconv/core";
import { type Initializer, makeInitializer } from "./initializer.js";

/** An initializer that computes by a function of somebody's own: a tensor of its own is made of what that gives. */
export function ownInitializer(name: string, compute: CallableFunction): Initializer {
  return makeInitializer(name, {}, (shape, options) =>
    tidy(() => {
      const value: unknown = Reflect.apply(compute, undefined, [shape, options]);
      if (value instanceof Tensor) return reshape(value, value.shape);
      throw new ArgumentError({
        where: name,
        problem: "the function gave no tensor",
        expected: "a tensor",
        got: value,
      });
    }),
  );
}
