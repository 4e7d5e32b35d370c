import { ArgumentError } from "@sepconv/backend";
import type { Tensor, Variable } from "@sepconv/core";
import { GraphKeys, type LossThunk } from "../graph/collections.js";
import { getDefaultGraph } from "../graph/graph.js";

/**
 * The elements of a collection of the default graph: variables, scalars of losses (evaluated now), functions of updates.
 *
 * @param scope a regular expression: only what has a name that begins with it, such as "encoder/". Names of losses begin with
 *   that of the variable, or of the layer whose output they are about; names of updates with that of the layer.
 * @see https://www.tensorflow.org/api_docs/python/tf/compat/v1/get_collection
 * @example
 * import { createCpuBackend } from "@sepconv/backend-cpu";
 * import * as v1 from "@sepconv/compat-v1";
 * import { useBackend } from "@sepconv/core";
 * await useBackend(createCpuBackend());
 * v1.resetDefaultGraph();
 * for (const name of ["encoder", "decoder"]) {
 *   v1.variableScope(name, { regularizer: "l2" }, () => v1.getVariable("w", { shape: [2], initializer: "ones" }));
 * }
 * v1.getCollection(v1.GraphKeys.REGULARIZATION_LOSSES, "encoder/").length; // 1
 */
export function getCollection(key: typeof GraphKeys.GLOBAL_VARIABLES, scope?: string | null): Variable[];
export function getCollection(key: typeof GraphKeys.TRAINABLE_VARIABLES, scope?: string | null): Variable[];
export function getCollection(key: typeof GraphKeys.REGULARIZATION_LOSSES, scope?: string | null): Tensor[];
export function getCollection(key: typeof GraphKeys.UPDATE_OPS, scope?: string | null): (() => void)[];
export function getCollection(key: string, scope?: string | null): unknown[];
export function getCollection(key: string, scope: string | null = null): unknown[] {
  const begins = beginning(scope);
  const entries = getDefaultGraph().collections.get(key);
  const elements = entries
    .filter(({ name }) => begins === null || (name !== null && begins.test(name)))
    .map(({ element }) => element);
  if (key !== GraphKeys.REGULARIZATION_LOSSES) return elements;
  return elements.flatMap((loss) => (isThunk(loss) ? (loss() ?? []) : [loss]));
}

/** Adds an element to a collection of the default graph; a loss may be a function that computes it when it is read. */
export function addToCollection(key: string, element: unknown): void {
  if (typeof key !== "string") {
    throw new ArgumentError({ where: "addToCollection", problem: "key is not valid", expected: "a string", got: key });
  }
  getDefaultGraph().collections.add(key, element);
}

/** All variables of the default graph, in the order of creation. @param scope as for `getCollection`. */
export function globalVariables(scope?: string | null): Variable[] {
  return getCollection(GraphKeys.GLOBAL_VARIABLES, scope);
}

/** The variables of the default graph that training changes. @param scope as for `getCollection`. */
export function trainableVariables(scope?: string | null): Variable[] {
  return getCollection(GraphKeys.TRAINABLE_VARIABLES, scope);
}

/** As Python's `re.match`. */
function beginning(scope: string | null): RegExp | null {
  if (scope === null) return null;
  try {
    return new RegExp(`^(?:${scope})`);
  } catch {
    const expected = "a regular expression";
    throw new ArgumentError({ where: "getCollection", problem: "scope is not valid", expected, got: scope });
  }
}

function isThunk(value: unknown): value is LossThunk {
  return typeof value === "function";
}
