import { tidy } from "@sepconv/core";
import { resultOf, type Wanted } from "../own-part.js";
import { makeRegularizer, type Regularizer } from "./regularizer.js";

/** A regularizer that computes by a function of somebody's own. */
export function ownRegularizer(name: string, compute: CallableFunction): Regularizer {
  const wanted: Wanted = {
    problem: "the function gave no number",
    expected: "a tensor of one element",
    fits: ({ size }) => size === 1,
  };
  return makeRegularizer(
    name,
    () => ({}),
    (x) => tidy(() => resultOf(name, compute, [x], wanted)),
  );
}
