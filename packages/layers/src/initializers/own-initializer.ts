import { tidy } from "@sepconv/core";
import { resultOf } from "../own-part.js";
import { type Initializer, makeInitializer } from "./initializer.js";

/** An initializer that computes by a function of somebody's own. */
export function ownInitializer(name: string, compute: CallableFunction): Initializer {
  const wanted = { problem: "the function gave no tensor", expected: "a tensor" };
  return makeInitializer(name, {}, (shape, options) => tidy(() => resultOf(name, compute, [shape, options], wanted)));
}
