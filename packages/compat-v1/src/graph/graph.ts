import { ArgumentError } from "@sepconv/backend";
import { checkFunction } from "@sepconv/core";
import { FunctionalLosses } from "../layers/functional-losses.js";
import type { LatestValue } from "../layers/latest-value.js";
import { OpenedScopes } from "../scopes/opened-scopes.js";
import { rootScope, type VariableScope } from "../scopes/variable-scope.js";
import { Collections } from "./collections.js";
import { NameScopes } from "./name-scopes.js";

/**
 * What TensorFlow 1 keeps in a graph beside its operations: variables by name, collections, and which names are taken.
 * Computation is eager; nothing is recorded of it, so that a loop leaves the graph as it is.
 *
 * @see https://www.tensorflow.org/api_docs/python/tf/Graph
 * @example
 * import * as v1 from "@sepconv/compat-v1";
 * const graph = new v1.Graph();
 * graph.asDefault(() => v1.getVariable("w", { shape: [2], initializer: "ones" }));
 * graph.asDefault(() => v1.globalVariables().map(({ name }) => name)); // ["w:0"]
 */
export class Graph {
  /** @internal */
  readonly collections: Collections = new Collections();
  /** @internal */
  readonly nameScopes: NameScopes = new NameScopes();
  /** The variable scopes that were opened since their parents were left. @internal */
  readonly openedScopes: OpenedScopes = new OpenedScopes();
  /** The numbers that default layer names have reached. @internal */
  readonly layerNames: Map<string, number> = new Map();
  /** What functional forms keep from one call to the next, by scope. @internal */
  readonly latest: Map<string, LatestValue> = new Map();
  /** What the outputs of functional forms cost. @internal */
  readonly functionalLosses: FunctionalLosses = new FunctionalLosses();
  /** What was warned of. @internal */
  readonly warned: Set<string> = new Set();
  /** The variable scope that is open. @internal */
  scope: VariableScope = rootScope();

  /** Runs `body` with this graph as the default one. @throws ArgumentError where `body` is asynchronous. */
  asDefault<Result>(body: (graph: Graph) => Result): Result {
    checkFunction("Graph.asDefault", body);
    const outer = chosen;
    chosen = this;
    try {
      return synchronous("Graph.asDefault", body(this));
    } finally {
      chosen = outer;
    }
  }
}

let implicit = new Graph();
let chosen: Graph | null = null;

/** The graph of the innermost `asDefault`, else the implicit one. */
export function getDefaultGraph(): Graph {
  return chosen ?? implicit;
}

/** Replaces the implicit graph by an empty one. @throws ArgumentError inside of `asDefault`. */
export function resetDefaultGraph(): void {
  if (chosen !== null) {
    throw new ArgumentError({
      where: "resetDefaultGraph",
      problem: "another graph is the default one here",
      remedy: "Call it outside of asDefault().",
    });
  }
  implicit = new Graph();
}

/** Refuses a promise: scopes are left before it goes on. */
export function synchronous<Result>(where: string, result: Result): Result {
  if (!(result instanceof Promise)) return result;
  result.catch(() => {});
  throw new ArgumentError({
    where,
    problem: "the function returned a promise",
    expected: "a function that runs synchronously",
    remedy: "Await outside of it.",
  });
}
