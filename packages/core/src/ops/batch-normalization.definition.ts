import type { Definition } from "../engine/op-call.js";
import { add, mul, sub } from "./binary.js";
import { mean as meanOf } from "./reduce.js";
import { neg, rsqrt, square } from "./unary.js";

/** x · factor + (beta − mean · factor) with factor = gamma / √(variance + epsilon), as Keras computes it */
export const batchNormalizationDefinition: Definition<"batchNormalization"> = ({
  inputs: { x, gamma, beta },
  dynamic: { epsilon },
}) => {
  const mean = meanOf(x, { axis: 0 });
  const variance = meanOf(square(sub(x, mean)), { axis: 0 });
  const inverse = rsqrt(add(variance, epsilon));
  const factor = gamma ? mul(inverse, gamma) : inverse;
  const shift = neg(mul(mean, factor));
  return { y: add(mul(x, factor), beta ? add(shift, beta) : shift), mean, variance };
};
