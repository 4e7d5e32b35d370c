import type { GradientRule } from "../autodiff/gradient-rule.js";
import { batchNormalizationGradientDefinition } from "./batch-normalization-gradient.definition.js";

/** Second order: the definition in primitives is differentiated. */
export const batchNormalizationGradientGradient: GradientRule<"batchNormalizationGradient"> = ({
  call,
  gradients,
  differentiate,
}) => {
  const { x, mean, variance, gradient, gamma } = call.inputs;
  const names = ["x", "gamma", "beta"] as const;
  const [dx, dMean, dVariance, dGradient, dGamma] = differentiate(
    () => {
      const outputs = batchNormalizationGradientDefinition(call);
      return names.map((name) => outputs[name]);
    },
    [x, mean, variance, gradient, ...(gamma ? [gamma] : [])],
    names.map((name) => gradients[name]),
  );
  return {
    ...(dx && { x: dx }),
    ...(dMean && { mean: dMean }),
    ...(dVariance && { variance: dVariance }),
    ...(dGradient && { gradient: dGradient }),
    ...(dGamma && { gamma: dGamma }),
  };
};
