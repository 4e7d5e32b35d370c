import type { OpName } from "@sepconv/backend";
import { binary } from "./binary.js";
import type { CaseSet } from "./case-set.js";
import { matmul } from "./matmul.js";
import { pad } from "./pad.js";
import { reduce } from "./reduce.js";
import { separableConv1d } from "./separable-conv1d.js";
import { separableConv1dGradient } from "./separable-conv1d-gradient.js";
import { slice } from "./slice.js";
import { softmax } from "./softmax.js";
import { transpose } from "./transpose.js";
import { unary } from "./unary.js";

/** Cases for each op, no op without them. */
export const cases: { readonly [Op in OpName]: CaseSet<Op> } = {
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

export const opNames = Object.keys(cases) as OpName[];
