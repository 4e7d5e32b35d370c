import type { OpSpec } from "./op-spec.js";

/**
 * The updates, with how many slots (a, b, c in this order) and numbers each one has. A name's numbers, in their order:
 *
 *     average (beta, rest)      w ← beta·w + rest·g
 *     sgd (rate)                w ← w − rate·g
 *     momentum (rate, beta)     a ← beta·a − rate·g;  w ← w + a
 *     nesterov (rate, beta)     a ← beta·a − rate·g;  w ← w + beta·a − rate·g
 *     lion (rate, beta1, rest1, beta2, rest2)
 *                               w ← w − rate·sign(beta1·a + rest1·g);  a ← beta2·a + rest2·g
 *     adagrad (rate, epsilon)   a ← a + g²;  w ← w − rate·g / √(a + epsilon)
 *     adadelta (rate, rho, rest, epsilon)
 *                               a ← rho·a + rest·g²;  d = √(b + epsilon)·g / √(a + epsilon)
 *                               b ← rho·b + rest·d²;  w ← w − rate·d
 *     rmsprop (rate, rho, rest, epsilon)
 *                               a ← rho·a + rest·g²;  d = rate·g / √(a + epsilon);  w ← w − d
 *     rmspropMomentum (rate, rho, rest, epsilon, beta)
 *                               a and d as before;  b ← beta·b + d;  w ← w − b
 *     rmspropCentered (rate, rho, rest, epsilon)
 *                               a as before;  b ← rho·b + rest·g;  d = rate·g / √(a − b² + epsilon);  w ← w − d
 *     rmspropCenteredMomentum (rate, rho, rest, epsilon, beta)
 *                               a, b and d as before;  c ← beta·c + d;  w ← w − c
 *     adam (rate, p, q, epsilon)
 *                               a ← a + p·(g − a);  b ← b + q·(g² − b);  w ← w − rate·a / (√b + epsilon)
 *     amsgrad (rate, p, q, epsilon)
 *                               a and b as before;  c ← max(c, b);  w ← w − rate·a / (√c + epsilon)
 *     adamax (rate, p, beta, epsilon, share)
 *                               a as before;  b ← max(beta·b, ∣g∣);  w ← w − rate·a / (share·(b + epsilon))
 *     nadam (rate, p, q, epsilon, next, nextShare, now, nowShare, share)
 *                               a and b as for adam;  n = next·a / nextShare + now·g / nowShare
 *                               w ← w − rate·n / (√(b / share) + epsilon)
 *     ftrl (rate, l1, l2, shrinkage)
 *                               n = a + g²;  b ← b + g + shrinkage·w − (√n − √a) / rate · w
 *                               w ← (min(max(b, −l1), l1) − b) / (√n / rate + l2);  a ← n
 *
 * Roots of what is below 0 are NaN; min and max give NaN where either number is NaN.
 */
export const updateKinds = {
  average: { slots: 0, numbers: 2 },
  sgd: { slots: 0, numbers: 1 },
  momentum: { slots: 1, numbers: 2 },
  nesterov: { slots: 1, numbers: 2 },
  lion: { slots: 1, numbers: 5 },
  adagrad: { slots: 1, numbers: 2 },
  adadelta: { slots: 2, numbers: 4 },
  rmsprop: { slots: 1, numbers: 4 },
  rmspropMomentum: { slots: 2, numbers: 5 },
  rmspropCentered: { slots: 2, numbers: 4 },
  rmspropCenteredMomentum: { slots: 3, numbers: 5 },
  adam: { slots: 2, numbers: 4 },
  amsgrad: { slots: 3, numbers: 4 },
  adamax: { slots: 2, numbers: 5 },
  nadam: { slots: 2, numbers: 9 },
  ftrl: { slots: 2, numbers: 4 },
} as const;

export type UpdateKind = keyof typeof updateKinds;

/**
 * One step of an optimizer, element by element: w the weights, g their gradient, a, b and c what the optimizer remembers of
 * each. All have one shape, of any rank. An output is the next value of the operand of its name, and may be that operand
 * itself: then it is written in place. g may be w, also in place. An output is there for w and for each slot.
 *
 * The numbers change from step to step; they come rounded to the dtype.
 */
export interface OptimizerUpdate {
  inputs: "w" | "g";
  optionalInputs: "a" | "b" | "c";
  outputs: "w";
  optionalOutputs: "a" | "b" | "c";
  attrs: { readonly kind: UpdateKind };
  dynamic: { readonly numbers: readonly number[] };
}

export const optimizerUpdateSpec: OpSpec<"optimizerUpdate", OptimizerUpdate["inputs"]> = {
  name: "optimizerUpdate",
  kind: "fused",
  staticAxes: {},
  mutates: ["w", "a", "b", "c"],
};
