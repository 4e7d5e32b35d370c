import { sameShape } from "@sepconv/backend";
import { resultOf } from "../own-part.js";
import { type Constraint, makeConstraint } from "./constraint.js";

/** A constraint that computes by a function of somebody's own. */
export function ownConstraint(name: string, compute: CallableFunction): Constraint {
  return makeConstraint(name, {}, (weight) =>
    resultOf(name, compute, [weight], {
      problem: "the function gave no weight",
      expected: `a tensor of shape [${weight.shape.join(", ")}]`,
      fits: ({ shape }) => sameShape(shape, weight.shape),
    }),
  );
}
