import {
  ArgumentError,
  type ConvGeometry,
  type ConvWindow,
  convGeometry,
  effectiveKernelSize,
  ShapeError,
} from "@sepconv/backend";
import { mostCounted } from "../arguments/whole-number.js";

/**
 * Output length and padding of a window over `steps` input steps.
 *
 * @throws ArgumentError where the window reaches too far to be counted. @throws ShapeError where the input is too short.
 */
export function geometryOf(where: string, steps: number, window: ConvWindow): ConvGeometry {
  const effective = effectiveKernelSize(window);
  if (effective > mostCounted) {
    const problem = "kernelSize with dilationRate reaches too far";
    throw new ArgumentError({ where, problem, expected: `at most ${mostCounted} steps`, got: effective });
  }
  const geometry = convGeometry(steps, window);
  if (geometry.outputSteps >= 0) return geometry;
  throw new ShapeError({
    where,
    problem: "x has too few steps",
    expected: `at least ${effective}`,
    got: steps,
    remedy: 'Use padding "same", or a longer input.',
  });
}
