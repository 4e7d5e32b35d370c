import { ArgumentError } from "@sepconv/backend";
import { activationOf } from "./activations/activation-of.js";
import { ownConstraint } from "./constraints/own-constraint.js";
import { ownInitializer } from "./initializers/own-initializer.js";
import { partOf } from "./named-part.js";
import { ownRegularizer } from "./regularizers/own-regularizer.js";
import type { Vocabulary } from "./vocabulary.js";

/** The vocabulary without names: a part is given as a function or an object, and a page ships those that it gives. */
export const partsOnly: Vocabulary = {
  activation: (where, argument, value) => activationOf(value) ?? refuse(where, argument, value),
  initializer: (where, argument, value) => partOf(ownInitializer, value) ?? refuse(where, argument, value),
  regularizer: (where, argument, value) =>
    isNothing(value) ? null : (partOf(ownRegularizer, value) ?? refuse(where, argument, value)),
  constraint: (where, argument, value) =>
    isNothing(value) ? null : (partOf(ownConstraint, value) ?? refuse(where, argument, value)),
};

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

function refuse(where: string, argument: string, got: unknown): never {
  throw new ArgumentError({
    where,
    problem: `${argument} is no function`,
    expected: "a function, or an object with a method call",
    got,
    remedy: "Import the function and give it, or import the layer from @sepconv/layers, where layers know names.",
  });
}
