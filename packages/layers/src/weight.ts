import { ArgumentError, type DType, DTypeError, isFloating, type Shape, ShapeError, sameShape } from "@sepconv/backend";
import {
  checkOptions,
  checkShape,
  Tensor,
  type TensorData,
  tensor,
  tidy,
  type Variable,
  variableOf,
} from "@sepconv/core";
import type { Constraint } from "./constraints/constraint.js";
import type { ConstraintLike } from "./constraints/get-constraint.js";
import { zeros } from "./initializers/constants.js";
import type { InitializerLike } from "./initializers/get-initializer.js";
import { glorotUniform } from "./initializers/variance-scaling.js";
import { spendParameters } from "./parameter-budget.js";
import { showShape } from "./partial-shape.js";
import type { RegularizerLike } from "./regularizers/get-regularizer.js";
import type { Regularizer } from "./regularizers/regularizer.js";
import type { Vocabulary } from "./vocabulary.js";

/** A weight's value: a tensor, nested arrays, or elements with a shape. */
export type WeightValue = Tensor | TensorData | { readonly data: TensorData; readonly shape: Shape };

/** What `addWeight` takes. */
export interface WeightOptions {
  /** The name below the layer's. */
  readonly name: string;
  readonly shape: Shape;
  /** Default: "glorotUniform"; zeros for integers and truth values. */
  readonly initializer?: InitializerLike | null;
  /** What the weight costs, as long as it is trainable. Default: nothing. */
  readonly regularizer?: RegularizerLike | null;
  /** What an optimizer makes of the weight after each update. Default: nothing. */
  readonly constraint?: ConstraintLike | null;
  /** Whether training changes it. Default: true. */
  readonly trainable?: boolean;
  /** Default: the layer's. */
  readonly dtype?: DType;
}

const optionNames = ["name", "shape", "initializer", "regularizer", "constraint", "trainable", "dtype"];

const regularizers = new WeakMap<Variable, Regularizer>();
const constraints = new WeakMap<Variable, Constraint>();

/** What a weight of a layer costs, or null. */
export function regularizerOf(weight: Variable): Regularizer | null {
  return regularizers.get(weight) ?? null;
}

/** What a weight of a layer must be like after each update, or null. */
export function constraintOf(weight: Variable): Constraint | null {
  return constraints.get(weight) ?? null;
}

/** Says what a variable must be like after each update. @internal */
export function constrain(weight: Variable, constraint: Constraint): void {
  constraints.set(weight, constraint);
}

/** A new weight of the layer `owner`. @throws ArgumentError for options. @throws ShapeError where the value does not fit. */
export function makeWeight(
  where: string,
  owner: string,
  options: WeightOptions,
  layerDType: DType,
  vocabulary: Vocabulary,
): Variable {
  checkOptions(where, options, optionNames);
  const { name, shape, trainable = true, dtype = layerDType } = options;
  spendParameters(where, name, shape);
  checkShape(where, shape);
  const first = options.initializer ?? (isFloating(dtype) ? glorotUniform() : zeros());
  const initializer = vocabulary.initializer(where, "initializer", first, "keras3");
  const regularizer = vocabulary.regularizer(where, "regularizer", options.regularizer, "keras3");
  const constraint = vocabulary.constraint(where, "constraint", options.constraint, "keras3");
  const value = initializer(shape, { dtype });
  checkWeight(where, name, { shape, dtype }, value);
  const weight = variableOf(value, { name: `${owner}/${name}`, trainable });
  value.dispose();
  if (regularizer) regularizers.set(weight, regularizer);
  if (constraint) constrain(weight, constraint);
  return weight;
}

/**
 * Gives each weight its value, or none: nothing changes where one does not fit.
 *
 * @throws ArgumentError where their number differs. @throws ShapeError where a shape differs. @throws DTypeError where a
 *   tensor's dtype does.
 */
export function assignWeights(where: string, weights: readonly Variable[], values: readonly WeightValue[]): void {
  if (!Array.isArray(values) || values.length !== weights.length) {
    throw new ArgumentError({
      where,
      problem: "the number of weights differs",
      expected: weights.map(({ name, shape }) => `${name} ${showShape(shape)}`).join(", ") || "none",
      got: Array.isArray(values) ? values.length : values,
    });
  }
  tidy(() => {
    const pairs = weights.map((weight, index) => ({ weight, value: weightTensor(values[index], weight.dtype) }));
    for (const { weight, value } of pairs) checkWeight(where, weight.name, weight, value);
    for (const { weight, value } of pairs) weight.assign(value);
  });
}

function checkWeight(
  where: string,
  name: string,
  wanted: Pick<Tensor, "shape" | "dtype">,
  value: Pick<Tensor, "shape" | "dtype">,
): void {
  if (sameShape(wanted.shape, value.shape) && wanted.dtype === value.dtype) return;
  const Refusal = wanted.dtype === value.dtype ? ShapeError : DTypeError;
  throw new Refusal({
    where,
    problem: `a value does not fit the weight "${name}"`,
    expected: `${wanted.dtype} ${showShape(wanted.shape)}`,
    got: `${value.dtype} ${showShape(value.shape)}`,
  });
}

function weightTensor(value: WeightValue, dtype: DType): Tensor {
  if (value instanceof Tensor) return value;
  if (typeof value === "object" && value !== null && "data" in value) return tensor(value.data, value.shape, dtype);
  return tensor(value, undefined, dtype);
}
