import {
  ArgumentError,
  type DType,
  DTypeError,
  isDType,
  isFloating,
  type Shape,
  ShapeError,
  sameShape,
} from "@sepconv/backend";
import {
  checkOptions,
  checkShape,
  type NestedArray,
  reshape,
  Tensor,
  tensor,
  type Variable,
  variable,
} from "@sepconv/core";
import { constrain, type initializers } from "@sepconv/layers";
import { GraphKeys, type LossThunk } from "../graph/collections.js";
import { type Graph, getDefaultGraph } from "../graph/graph.js";
import { constraintFrom, initializerFrom, regularizerFrom } from "../parts.js";
import type { Getter, Reuse, VariableOptions } from "../scopes/variable-scope.js";

const optionNames = [
  "shape",
  "dtype",
  "initializer",
  "regularizer",
  "constraint",
  "trainable",
  "reuse",
  "customGetter",
];

/**
 * The variable of a name below the current variable scope: made, or found where the scope shares variables.
 *
 * @throws ArgumentError where it is there and may not be shared, must be shared and is not there, or has another dtype.
 * @throws ShapeError where the one that is there has another shape. @throws DTypeError for an unknown dtype.
 * @see https://www.tensorflow.org/api_docs/python/tf/compat/v1/get_variable
 * @example
 * import * as v1 from "@sepconv/compat-v1";
 * v1.resetDefaultGraph();
 * v1.variableScope("encoder", () => v1.getVariable("w", { shape: [2], initializer: "ones" })).name; // "encoder/w:0"
 */
export function getVariable(name: string, options: VariableOptions = {}): Variable {
  if (typeof name !== "string" || name === "") {
    throw new ArgumentError({ where: "getVariable", problem: "name is not valid", expected: "a string", got: name });
  }
  checkOptions("getVariable", options, optionNames);
  return scopedVariable(name, options);
}

/** `getVariable` with an initial value that is made by a function. @internal */
export function scopedVariable(name: string, options: VariableOptions): Variable {
  const graph = getDefaultGraph();
  const { scope } = graph;
  const { defaults } = scope;
  const getter = options.customGetter ?? defaults.customGetter;
  const settled: VariableOptions = {
    ...options,
    initializer: options.initializer ?? defaults.initializer,
    regularizer: options.regularizer ?? defaults.regularizer,
    constraint: options.constraint ?? defaults.constraint,
    dtype: options.dtype ?? defaults.dtype,
    reuse: options.reuse ?? scope.reuse,
    trainable: options.trainable ?? true,
  };
  const plain: Getter = (fullName, given) => foundOrMade(graph, fullName, { ...settled, ...given });
  const fullName = scope.child(name);
  return getter ? getter(plain, fullName, settled) : plain(fullName, settled);
}

function foundOrMade(graph: Graph, name: string, options: VariableOptions): Variable {
  const { dtype = "float32", reuse = false } = options;
  if (!isDType(dtype))
    throw new DTypeError({ where: name, problem: "dtype is unknown", expected: '"float32"', got: dtype });
  const { variables } = graph.collections;
  const known = variables.get(name);
  if (known) return shared(known, name, options.shape, dtype, reuse);
  if (reuse === true) {
    throw new ArgumentError({
      where: "getVariable",
      problem: `variable ${name} does not exist, or was not made with getVariable`,
      remedy: "Did you mean to set reuse: AUTO_REUSE in its variable scope?",
    });
  }
  const made = create(graph, name, dtype, options);
  variables.set(name, made);
  const regularizer = regularizerFrom("regularizer", options.regularizer);
  if (regularizer) addWeightLoss(graph, made, () => regularizer(made));
  return made;
}

/** Adds what a variable costs to REGULARIZATION_LOSSES. @internal */
export function addWeightLoss({ collections }: Graph, { name }: Variable, loss: LossThunk): void {
  collections.add(GraphKeys.REGULARIZATION_LOSSES, loss, name.replace(/:0$/, "/Regularizer"));
}

function shared(known: Variable, name: string, shape: Shape | undefined, dtype: DType, reuse: Reuse | null): Variable {
  if (!reuse) {
    throw new ArgumentError({
      where: "getVariable",
      problem: `variable ${name} already exists, disallowed`,
      remedy: "Did you mean to set reuse: true or reuse: AUTO_REUSE in its variable scope?",
    });
  }
  if (shape !== undefined && !sameShape(shape, known.shape)) {
    throw new ShapeError({
      where: "getVariable",
      problem: `trying to share variable ${name} with another shape`,
      expected: `[${known.shape.join(", ")}]`,
      got: shape,
    });
  }
  if (dtype !== known.dtype) {
    throw new ArgumentError({
      where: "getVariable",
      problem: `trying to share variable ${name} with another dtype`,
      expected: `"${known.dtype}"`,
      got: dtype,
    });
  }
  return known;
}

function create({ nameScopes }: Graph, name: string, dtype: DType, options: VariableOptions): Variable {
  const constraint = constraintFrom("constraint", options.constraint);
  const value = initialValue(name, dtype, options);
  const made = variable(value, { name: `${nameScopes.variable(name)}:0`, trainable: options.trainable ?? true });
  value.dispose();
  if (constraint) constrain(made, constraint);
  return made;
}

function initialValue(name: string, dtype: DType, { initializer = null, shape }: VariableOptions): Tensor {
  if (initializer instanceof Tensor || Array.isArray(initializer) || typeof initializer === "number") {
    if (shape === undefined) return valueFrom(initializer, dtype);
    throw new ArgumentError({
      where: "getVariable",
      problem: `variable ${name} has a shape and a value`,
      remedy: "If the initializer is a value, do not give a shape.",
    });
  }
  if (shape === undefined) {
    throw new ShapeError({
      where: "getVariable",
      problem: `shape of a new variable (${name}) must be known`,
      expected: "the option shape",
    });
  }
  checkShape("getVariable", shape);
  const make = initializerFrom("initializer", initializer ?? (isFloating(dtype) ? "glorot_uniform" : "zeros"));
  return (make as initializers.Initializer)(shape, { dtype });
}

/** A copy, which the variable may keep. */
function valueFrom(value: Tensor | NestedArray, dtype: DType): Tensor {
  if (!(value instanceof Tensor)) return tensor(value, undefined, dtype);
  if (value.dtype === dtype) return reshape(value, value.shape);
  const expected = `"${dtype}"`;
  throw new DTypeError({ where: "getVariable", problem: "initializer has another dtype", expected, got: value.dtype });
}
