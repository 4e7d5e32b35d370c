import { ArgumentError, type DType, isDType } from "@sepconv/backend";
import { checkFunction, checkOptions } from "@sepconv/core";
import type { constraints, initializers, regularizers } from "@sepconv/layers";
import { type Graph, getDefaultGraph, synchronous } from "../graph/graph.js";
import { AUTO_REUSE, type CustomGetter, type Reuse, type ScopeDefaults, VariableScope } from "./variable-scope.js";

/** What `variableScope` takes. */
export interface VariableScopeOptions {
  /** The name where none is given, made unique: "block", "block_1", … */
  readonly defaultName?: string | null;
  /** True: variables must exist. AUTO_REUSE: they are made where they do not. False, null: as the scope around says. */
  readonly reuse?: Reuse | null;
  readonly initializer?: initializers.InitializerLike | null;
  readonly regularizer?: regularizers.RegularizerLike | null;
  readonly constraint?: constraints.ConstraintLike | null;
  readonly customGetter?: CustomGetter | null;
  readonly dtype?: DType | null;
  /** Kept; there is one kind of variables here. */
  readonly useResource?: boolean | null;
  /** Whether a name scope is opened as well. Default: true. */
  readonly auxiliaryNameScope?: boolean;
}

const optionNames = [
  "defaultName",
  "reuse",
  "initializer",
  "regularizer",
  "constraint",
  "customGetter",
  "dtype",
  "useResource",
  "auxiliaryNameScope",
];

/** Where a variable scope begins: a name below the current scope, a scope that is entered again, or null. */
export type ScopeName = string | VariableScope | null;

/**
 * Runs `body` in a variable scope.
 *
 * Names of scopes below are counted until the scope is left, so that a second entry numbers them from the start again. A
 * scope object is entered as it stands, wherever one is.
 *
 * @throws ArgumentError for a reuse that is none, a name that TensorFlow does not take, or none at all.
 * @see https://www.tensorflow.org/api_docs/python/tf/compat/v1/variable_scope
 * @example
 * import * as v1 from "@sepconv/compat-v1";
 * v1.resetDefaultGraph();
 * v1.variableScope("encoder", (scope) => scope.name); // "encoder"
 */
export function variableScope<Result>(name: ScopeName, body: (scope: VariableScope) => Result): Result;
export function variableScope<Result>(
  name: ScopeName,
  options: VariableScopeOptions,
  body: (scope: VariableScope) => Result,
): Result;
export function variableScope<Result>(
  name: ScopeName,
  optionsOrBody: VariableScopeOptions | ((scope: VariableScope) => Result),
  bodyAfterOptions?: (scope: VariableScope) => Result,
): Result {
  const options = typeof optionsOrBody === "function" ? {} : optionsOrBody;
  const body = typeof optionsOrBody === "function" ? optionsOrBody : bodyAfterOptions;
  checkFunction("variableScope", body);
  checkOptions("variableScope", options, optionNames);
  return openScope(name, options, (scope) => synchronous("variableScope", (body as NonNullable<typeof body>)(scope)));
}

/** The variable scope that is open. */
export function getVariableScope(): VariableScope {
  return getDefaultGraph().scope;
}

/** Runs `body` in a name scope. Names of variables do not depend on it. */
export function nameScope<Result>(name: string, body: (scope: string) => Result): Result {
  checkFunction("nameScope", body);
  return getDefaultGraph().nameScopes.within(name, (scope) => synchronous("nameScope", body(scope)));
}

/** `variableScope` for callers whose options are right. @internal */
export function openScope<Result>(
  name: ScopeName,
  options: VariableScopeOptions,
  body: (scope: VariableScope) => Result,
): Result {
  const graph = getDefaultGraph();
  const reuse = reuseFrom(options.reuse);
  const defaultName = options.defaultName ?? null;
  if (name === null || name === undefined) {
    if (defaultName === null) {
      throw refusal("there is no name", "a name or a scope, or the option defaultName", name);
    }
    if (reuse) throw refusal("reuse needs a name or a scope", "defaultName without reuse", options.reuse);
    return withNameScope(graph, options, defaultName, (original) =>
      enterNamed(graph, uniqueName(graph, defaultName), null, original, options, body),
    );
  }
  if (name instanceof VariableScope) {
    const last = name.name.slice(name.name.lastIndexOf("/") + 1);
    return withNameScope(graph, options, last, () => enterAgain(graph, name, reuse, options, body));
  }
  if (typeof name !== "string") throw refusal("name is not valid", "a string, a variable scope, or null", name);
  return withNameScope(graph, options, name, (original) => enterNamed(graph, name, reuse, original, options, body));
}

function withNameScope<Result>(
  { nameScopes }: Graph,
  { auxiliaryNameScope = true }: VariableScopeOptions,
  name: string,
  body: (original: string) => Result,
): Result {
  return auxiliaryNameScope && name !== "" ? nameScopes.within(name, body) : body(nameScopes.current);
}

function enterNamed<Result>(
  graph: Graph,
  name: string,
  reuse: Reuse | null,
  originalNameScope: string,
  options: VariableScopeOptions,
  body: (scope: VariableScope) => Result,
): Result {
  const outer = graph.scope;
  const fullName = outer.child(name);
  const scope = new VariableScope(
    fullName,
    reuse || outer.reuse,
    originalNameScope,
    defaultsOf(outer.defaults, options),
  );
  graph.openedScopes.add(fullName);
  graph.scope = scope;
  try {
    return body(scope);
  } finally {
    graph.openedScopes.left(fullName);
    graph.scope = outer;
  }
}

function enterAgain<Result>(
  graph: Graph,
  again: VariableScope,
  reuse: Reuse | null,
  options: VariableScopeOptions,
  body: (scope: VariableScope) => Result,
): Result {
  const outer = graph.scope;
  const scope = new VariableScope(
    again.name,
    reuse || again.reuse,
    again.originalNameScope,
    defaultsOf(again.defaults, options),
  );
  graph.openedScopes.add(again.name);
  graph.scope = scope;
  try {
    return graph.openedScopes.unchangedBy(() => body(scope));
  } finally {
    graph.scope = outer;
  }
}

function defaultsOf(outer: ScopeDefaults, options: VariableScopeOptions): ScopeDefaults {
  const { customGetter: own, dtype } = options;
  if (dtype !== undefined && dtype !== null && !isDType(dtype)) throw refusal("dtype is unknown", '"float32"', dtype);
  const { customGetter: around } = outer;
  return {
    initializer: options.initializer ?? outer.initializer,
    regularizer: options.regularizer ?? outer.regularizer,
    constraint: options.constraint ?? outer.constraint,
    dtype: dtype ?? outer.dtype,
    useResource: options.useResource ?? outer.useResource,
    // An inner getter is asked first and finds the outer one behind it.
    customGetter:
      own && around
        ? (getter, name, wanted) => own((inner, given) => around(getter, inner, given), name, wanted)
        : (own ?? around),
  };
}

/** The name itself where nothing is open under it, else the first number that is free. */
function uniqueName({ scope, openedScopes }: Graph, prefix: string): string {
  if (typeof prefix !== "string") throw refusal("name is not valid", "a string", prefix);
  const around = scope.child("");
  return openedScopes.unique(`${around}${prefix}`).slice(around.length);
}

function reuseFrom(reuse: unknown): Reuse | null {
  if (reuse === undefined || reuse === null || reuse === false) return null;
  if (reuse === true) return true;
  if (reuse === AUTO_REUSE) return AUTO_REUSE;
  throw refusal("reuse is not valid", "true, false, null or AUTO_REUSE", reuse);
}

function refusal(problem: string, expected: string, got: unknown): ArgumentError {
  return new ArgumentError({ where: "variableScope", problem, expected, got });
}
