import {
  ArgumentError,
  type ConvGeometry,
  type ConvWindow,
  convGeometry,
  effectiveKernelSize,
  ShapeError,
} from "@sepconv/backend";
import { mostCounted, type OneNumber } from "../arguments/whole-number.js";
import type { Tensor } from "../tensor/tensor.js";
import type { ActivationName } from "./fused-activation.js";

/** What every convolution takes besides its operands. */
export interface ConvolutionOptions {
  /** Added to each output channel, `[channels]`. Default: none. */
  readonly bias?: Tensor | null;
  /** Input steps between neighbouring outputs. Default: 1. */
  readonly strides?: OneNumber;
  /** "valid", "same" or "causal", in any letter case. Default: "valid". */
  readonly padding?: string;
  /** Input steps between neighbouring taps. Default: 1. With strides > 1 as well, the definition of the op holds. */
  readonly dilationRate?: OneNumber;
  /**
   * An elementwise function of the result, by Keras' name or in camelCase: "relu", "gelu", "hard_sigmoid", … (those with
   * parameters have their defaults). Kernels fuse the common ones. Default: none, "linear".
   */
  readonly activation?: ActivationName | null;
}

export const convolutionOptionNames: readonly string[] = ["bias", "strides", "padding", "dilationRate", "activation"];

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
