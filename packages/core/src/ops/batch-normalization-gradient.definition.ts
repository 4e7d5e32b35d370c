import type { Definition } from "../engine/op-call.js";
import { add, div, mul, sub } from "./binary.js";
import { sum } from "./reduce.js";
import { rsqrt } from "./unary.js";

/** The formulas of the op's spec, in primitive ops. */
export const batchNormalizationGradientDefinition: Definition<"batchNormalizationGradient"> = ({
  attrs,
  dynamic,
  inputs,
}) => {
  const { x, mean, variance, gradient, gamma } = inputs;
  const [rows = 0] = x.shape;
  const inverse = rsqrt(add(variance, dynamic.epsilon));
  const normalized = mul(sub(x, mean), inverse);
  const dBeta = sum(gradient, { axis: 0 });
  const dGamma = sum(mul(gradient, normalized), { axis: 0 });
  const common = add(div(dBeta, rows), mul(normalized, div(dGamma, rows)));
  return {
    ...(attrs.wantsX && { x: mul(sub(gradient, common), gamma ? mul(inverse, gamma) : inverse) }),
    ...(attrs.wantsGamma && { gamma: dGamma }),
    ...(attrs.wantsBeta && { beta: dBeta }),
  };
};
