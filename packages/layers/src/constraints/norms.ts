import { ArgumentError } from "@sepconv/backend";
import {
  add,
  checkOptions,
  div,
  finiteNumber,
  maximum,
  minimum,
  mul,
  sqrt,
  square,
  sum,
  type Tensor,
} from "@sepconv/core";
import { type Constraint, makeConstraint } from "./constraint.js";

/** Keras' fuzz factor. */
const epsilon = 1e-7;

type Axis = number | readonly number[] | null;

export interface NormOptions {
  /** The axis or axes over which a norm is taken; null for all. Default: 0. */
  readonly axis?: Axis;
}

function axisIn(where: string, { axis = 0 }: NormOptions): Axis {
  if (axis === null || [axis].flat().every(Number.isInteger)) return axis;
  const expected = "a whole number, a list of them, or null";
  throw new ArgumentError({ where, problem: "axis is not valid", expected, got: axis });
}

const normOf = (weight: Tensor, axis: Axis): Tensor => sqrt(sum(square(weight), { axis, keepDims: true }));

/** The weight with its norms n brought to `wanted(n)`: `w · wanted / (10⁻⁷ + n)`. */
function withNorms(weight: Tensor, axis: Axis, wanted: (norm: Tensor) => Tensor): Tensor {
  const norm = normOf(weight, axis);
  return mul(weight, div(wanted(norm), add(norm, epsilon)));
}

export interface MaxNormOptions extends NormOptions {
  /** Default: 2. */
  readonly maxValue?: number;
}

/** Norms of at most `maxValue`. @throws ArgumentError for a value that is no finite number. */
export function maxNorm(options: MaxNormOptions = {}): Constraint {
  const where = "MaxNorm";
  checkOptions(where, options, ["maxValue", "axis"]);
  const axis = axisIn(where, options);
  const most = finiteNumber(where, "maxValue", options.maxValue ?? 2);
  return makeConstraint(where, { max_value: most, axis }, (weight) =>
    withNorms(weight, axis, (norm) => minimum(norm, most)),
  );
}

/** Norms of 1. @throws ArgumentError for an axis that is none. */
export function unitNorm(options: NormOptions = {}): Constraint {
  const where = "UnitNorm";
  checkOptions(where, options, ["axis"]);
  const axis = axisIn(where, options);
  return makeConstraint(where, { axis }, (weight) => div(weight, add(normOf(weight, axis), epsilon)));
}

export interface MinMaxNormOptions extends NormOptions {
  /** Default: 0. */
  readonly minValue?: number;
  /** Default: 1. */
  readonly maxValue?: number;
  /** How far towards the range each update goes: 1 all the way, 0 not at all. Default: 1. */
  readonly rate?: number;
}

/** Norms between two values. @throws ArgumentError for a value that is no finite number. */
export function minMaxNorm(options: MinMaxNormOptions = {}): Constraint {
  const where = "MinMaxNorm";
  checkOptions(where, options, ["minValue", "maxValue", "rate", "axis"]);
  const axis = axisIn(where, options);
  const low = finiteNumber(where, "minValue", options.minValue ?? 0);
  const high = finiteNumber(where, "maxValue", options.maxValue ?? 1);
  const rate = finiteNumber(where, "rate", options.rate ?? 1);
  return makeConstraint(where, { min_value: low, max_value: high, rate, axis }, (weight) =>
    withNorms(weight, axis, (norm) => add(mul(minimum(maximum(norm, low), high), rate), mul(norm, 1 - rate))),
  );
}
