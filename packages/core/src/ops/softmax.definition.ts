import type { Definition } from "../engine/op-call.js";
import { div, sub } from "./binary.js";
import { max, sum } from "./reduce.js";
import { exp } from "./unary.js";

/** e^(x − max) / Σ e^(x − max), by rows */
export const softmaxDefinition: Definition<"softmax"> = ({ inputs: { x } }) => {
  const shifted = exp(sub(x, max(x, { axis: 1, keepDims: true })));
  return { y: div(shifted, sum(shifted, { axis: 1, keepDims: true })) };
};
