import type { Dialect } from "./golden-activation.js";
import type { GoldenDType } from "./read-golden.js";

/** One set of vectors, and what its README says about comparing with it. */
export interface GoldenSet {
  /** Path below the folder `golden`, without extension. */
  readonly file: string;
  readonly dialect: Dialect;
  /** What precedes an input's or a weight's name in the name of its gradient. */
  readonly gradientPrefix: Readonly<Record<"x" | "weight", string>>;
  /** Largest difference, as a share of max(1, largest value of the tensor). */
  readonly tolerance: Readonly<Record<GoldenDType, number>>;
  readonly cases: Readonly<Record<GoldenDType, number>>;
  /** Activations that have no kind yet; their cases are not run. The runner fails when the list is not exact. */
  readonly pending: readonly string[];
}

const tensorflow = {
  dialect: "keras2",
  gradientPrefix: { x: "d", weight: "d_" },
  tolerance: { float16: 3e-2, float32: 1e-4, float64: 1e-10 },
  pending: [],
} as const;

/** `generate_tf215.py --seed 1 --count 150` with TensorFlow 2.15.1, `generate_keras3.py --seed 1 --count 400` with Keras 3.15.1. */
export const goldenSets: readonly GoldenSet[] = [
  { ...tensorflow, file: "tf215/v1-numeric", cases: { float16: 18, float32: 703, float64: 28 } },
  { ...tensorflow, file: "tf215/v2-numeric", cases: { float16: 0, float32: 346, float64: 14 } },
  {
    file: "keras3/conv-numeric",
    dialect: "keras3",
    gradientPrefix: { x: "grad_", weight: "grad_" },
    tolerance: { ...tensorflow.tolerance, float32: 2e-5 },
    cases: { float16: 0, float32: 400, float64: 0 },
    pending: [],
  },
];

/** The largest number of a half: TensorFlow's become infinite beyond it. */
export const largestHalf = 65504;

/**
 * By how much an element may differ, as a share of max(1, largest value of the tensor). TensorFlow holds the slope of
 * leaky_relu in single precision, also for float64.
 */
export function toleranceOf({ tolerance }: GoldenSet, activation: unknown, dtype: GoldenDType): number {
  return dtype === "float64" && activation === "leaky_relu" ? 2 ** -25 : tolerance[dtype];
}
