import { ArgumentError } from "@sepconv/backend";
import {
  abs,
  add,
  axisOf,
  boolean,
  checkOptions,
  div,
  elu as eluOp,
  gelu as geluOp,
  geluTanh,
  hardShrink as hardShrinkOp,
  leakyRelu as leakyReluOp,
  logSoftmax as logSoftmaxOp,
  minimum,
  mul,
  numberBetween,
  relu as reluOp,
  softmax as softmaxOp,
  softShrink as softShrinkOp,
  squareplus as squareplusOp,
  step,
  sub,
  type Tensor,
  tidy,
  transposed,
} from "@sepconv/core";
import { type Activation, type ActivationParameters, makeActivation } from "./activation.js";
import { celuOf } from "./celu.js";
import { gluOf } from "./glu.js";
import { leakyReluOf, reluOf, thresholdOf } from "./rectifier.js";
import { sparsemaxOf } from "./sparsemax.js";

/** The parameters of one activation. */
type Options<Name extends keyof ActivationParameters> = Pick<ActivationParameters, Name>;

/** An activation of Keras with parameters; `compute` reads their values by name, with the defaults in place. */
function parameterized<Name extends keyof ActivationParameters>(
  activationName: string,
  fused: Activation["fused"],
  defaults: Required<Options<Name>>,
  compute: (x: Tensor, options: Required<Options<Name>>) => Tensor,
): Activation<Options<Name>> {
  return makeActivation<Options<Name>>(activationName, fused, (x, options) => {
    if (options) checkOptions(activationName, options, Object.keys(defaults));
    return compute(x, { ...defaults, ...options });
  });
}

const number = (where: string, name: string, value: unknown): number =>
  numberBetween(where, name, value, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);

/**
 * `max(x, 0)`; with parameters x above `threshold` (0) up to `maxValue` (none), and below `negativeSlope` (0) times the
 * distance from the threshold.
 *
 * @throws ArgumentError for a parameter that is no number.
 * @example
 * import { tensor } from "@sepconv/core";
 * import { activations } from "@sepconv/layers";
 * activations.relu(tensor([-2, 1, 3]), { negativeSlope: 0.5, maxValue: 2 }).dataSync(); // [-1, 1, 2]
 */
export const relu: Activation<Options<"negativeSlope" | "maxValue" | "threshold">> = /* @__PURE__ */ parameterized(
  "relu",
  "relu",
  { negativeSlope: 0, maxValue: null, threshold: 0 },
  (x, { negativeSlope, maxValue, threshold }) =>
    reluOf(x, {
      negativeSlope: number("relu", "negativeSlope", negativeSlope),
      maxValue: maxValue === null ? null : number("relu", "maxValue", maxValue),
      threshold: number("relu", "threshold", threshold),
    }),
);

/** x where x > 0, else `negativeSlope` (0.2) · x. */
export const leakyRelu: Activation<Options<"negativeSlope">> = /* @__PURE__ */ parameterized(
  "leaky_relu",
  "leakyRelu",
  { negativeSlope: 0.2 },
  (x, { negativeSlope }) =>
    number("leakyRelu", "negativeSlope", negativeSlope) === 0.2 ? leakyReluOp(x) : leakyReluOf(x, negativeSlope),
);

/** x where x > 0, else `alpha` (1) · (eˣ − 1). */
export const elu: Activation<Options<"alpha">> = /* @__PURE__ */ parameterized(
  "elu",
  "elu",
  { alpha: 1 },
  (x, { alpha }) =>
    number("elu", "alpha", alpha) === 1 ? eluOp(x) : tidy(() => add(reluOp(x), mul(eluOp(minimum(x, 0)), alpha))),
);

/** max(x, 0) + `alpha` (1) · (e^(min(x, 0) / alpha) − 1). */
export const celu: Activation<Options<"alpha">> = /* @__PURE__ */ parameterized(
  "celu",
  null,
  { alpha: 1 },
  (x, { alpha }) => celuOf(x, number("celu", "alpha", alpha)),
);

/** x · (1 + erf(x / √2)) / 2, or with `approximate` (false) its neighbour x · (1 + tanh(√(2/π) · (x + 0.044715·x³))) / 2. */
export const gelu: Activation<Options<"approximate">> = /* @__PURE__ */ parameterized(
  "gelu",
  null,
  { approximate: false },
  (x, { approximate }) => (boolean("gelu", "approximate", approximate) ? geluTanh(x) : geluOp(x)),
);

/**
 * (x + √(x² + `b` (4))) / 2.
 *
 * @throws ArgumentError where b is negative.
 */
export const squareplus: Activation<Options<"b">> = /* @__PURE__ */ parameterized(
  "squareplus",
  null,
  { b: 4 },
  (x, { b }) => {
    // With c = √b / 2 it is c · squareplus(x / c).
    const scale = Math.sqrt(numberBetween("squareplus", "b", b, 0, Number.MAX_VALUE)) / 2;
    if (scale === 1) return squareplusOp(x);
    return scale === 0 ? reluOp(x) : tidy(() => mul(squareplusOp(div(x, scale)), scale));
  },
);

/** x − `threshold` (0.5) above it, x + threshold below −threshold, else 0. */
export const softShrink: Activation<Options<"threshold">> = /* @__PURE__ */ parameterized(
  "soft_shrink",
  null,
  { threshold: 0.5 },
  (x, { threshold }) => {
    if (number("softShrink", "threshold", threshold) === 0.5) return softShrinkOp(x);
    // Where the threshold is negative both conditions can hold, and the first one counts.
    return tidy(() => {
      const distance = sub(x, threshold);
      return sub(reluOp(distance), mul(reluOp(sub(-threshold, x)), sub(1, step(distance))));
    });
  },
);

/** x where ∣x∣ > `threshold` (0.5), else 0. */
export const hardShrink: Activation<Options<"threshold">> = /* @__PURE__ */ parameterized(
  "hard_shrink",
  null,
  { threshold: 0.5 },
  (x, { threshold }) =>
    number("hardShrink", "threshold", threshold) === 0.5
      ? hardShrinkOp(x)
      : tidy(() => mul(x, step(sub(abs(x), threshold)))),
);

/**
 * x where x > `threshold`, else `defaultValue`. Both have to be given, so that the name alone makes no layer's activation.
 *
 * @throws ArgumentError where one of them is missing.
 */
export const threshold: Activation<Options<"threshold" | "defaultValue">> = /* @__PURE__ */ makeActivation(
  "threshold",
  null,
  (x: Tensor, options: Options<"threshold" | "defaultValue"> = {}) => {
    checkOptions("threshold", options, ["threshold", "defaultValue"]);
    if (options.threshold === undefined || options.defaultValue === undefined) {
      throw new ArgumentError({
        where: "threshold",
        problem: "a number is missing",
        expected: "threshold and defaultValue",
        got: options,
      });
    }
    return thresholdOf(
      x,
      number("threshold", "threshold", options.threshold),
      number("threshold", "defaultValue", options.defaultValue),
    );
  },
);

/** e^(x − max) / Σ e^(x − max) along `axis` (−1). */
export const softmax: Activation<Options<"axis">> = /* @__PURE__ */ makeActivation("softmax", null, softmaxOp);

/** The logarithm of softmax along `axis` (−1), without its overflow. */
export const logSoftmax: Activation<Options<"axis">> = /* @__PURE__ */ makeActivation(
  "log_softmax",
  null,
  logSoftmaxOp,
);

/** Keras' sparse relative of softmax along `axis` (−1): max(x − τ, 0); see `sparsemaxOf` for τ. */
export const sparsemax: Activation<Options<"axis">> = /* @__PURE__ */ parameterized(
  "sparsemax",
  null,
  { axis: -1 },
  (x, { axis }) => {
    const along = axisOf("sparsemax", axis, x.shape);
    const last = x.shape.length - 1;
    if (along === last) return sparsemaxOf(x);
    // Exchanging two axes is its own inverse.
    const permutation = x.shape.map((_, index) => (index === along ? last : index === last ? along : index));
    return tidy(() => transposed(sparsemaxOf(transposed(x, permutation)), permutation));
  },
);

/** a · sigmoid(b) with the halves a, b of x along `axis` (−1). */
export const glu: Activation<Options<"axis">> = /* @__PURE__ */ parameterized(
  "glu",
  null,
  { axis: -1 },
  (x, { axis }) => gluOf(x, axis),
);
