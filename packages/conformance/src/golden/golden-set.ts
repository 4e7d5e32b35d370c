import type { Dialect } from "./golden-activation.js";

/** One set of vectors, and what its README says about comparing with it. */
export interface GoldenSet {
  /** Path below the folder `golden`, without extension. */
  readonly file: string;
  readonly dialect: Dialect;
  /** What precedes an input's or a weight's name in the name of its gradient. */
  readonly gradientPrefix: Readonly<Record<"x" | "weight", string>>;
  /** Largest difference, as a share of max(1, largest value of the tensor). */
  readonly tolerance: number;
  /** Cases of SeparableConv1D in float32. */
  readonly cases: number;
  /** Activations that have no kind yet; their cases are not run. The runner fails when the list is not exact. */
  readonly pending: readonly string[];
}

const tensorflow = { dialect: "keras2", gradientPrefix: { x: "d", weight: "d_" }, tolerance: 1e-4 } as const;

/** `generate_tf215.py --seed 1 --count 150` with TensorFlow 2.15.1, `generate_keras3.py --seed 1 --count 400` with Keras 3.15.1. */
export const goldenSets: readonly GoldenSet[] = [
  {
    ...tensorflow,
    file: "tf215/v1-numeric",
    cases: 703,
    pending: ["gelu", "hard_sigmoid", "log_softmax", "mish"],
  },
  {
    ...tensorflow,
    file: "tf215/v2-numeric",
    cases: 97,
    pending: ["gelu", "hard_sigmoid", "log_softmax"],
  },
  {
    file: "keras3/conv-numeric",
    dialect: "keras3",
    gradientPrefix: { x: "grad_", weight: "grad_" },
    tolerance: 2e-5,
    cases: 180,
    pending: ["gelu", "mish"],
  },
];
