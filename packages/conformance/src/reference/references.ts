import type { OpName } from "@sepconv/backend";
import { binary } from "./binary.js";
import { matmul } from "./matmul.js";
import { pad } from "./pad.js";
import { reduce } from "./reduce.js";
import type { Reference } from "./reference.js";
import { separableConv1d } from "./separable-conv1d.js";
import { separableConv1dGradient } from "./separable-conv1d-gradient.js";
import { slice } from "./slice.js";
import { softmax } from "./softmax.js";
import { transpose } from "./transpose.js";
import { unary } from "./unary.js";

/** The float64 oracle: one reference for each op, no op without one. */
export const references: { readonly [Op in OpName]: Reference<Op> } = {
  unary,
  binary,
  reduce,
  matmul,
  softmax,
  pad,
  slice,
  transpose,
  separableConv1d,
  separableConv1dGradient,
};
