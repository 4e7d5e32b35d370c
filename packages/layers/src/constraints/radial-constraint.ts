import { ShapeError, UnsupportedOpError } from "@sepconv/backend";
import { checkOptions } from "@sepconv/core";
import { type Constraint, makeConstraint } from "./constraint.js";

/**
 * Keras 2's constraint of 2-D filters, which files may name.
 *
 * @throws ShapeError for any weight of a 1-D network, which has not the rank that it asks for.
 * @throws UnsupportedOpError for a 2-D filter.
 */
export function radialConstraint(options: Record<never, never> = {}): Constraint {
  const where = "RadialConstraint";
  checkOptions(where, options, []);
  return makeConstraint(where, {}, ({ shape }) => {
    if (shape.length !== 4) {
      throw new ShapeError({ where, problem: "the weight has another rank", expected: "rank 4", got: shape });
    }
    throw new UnsupportedOpError({ where, problem: "2-D filters are not supported" });
  });
}
