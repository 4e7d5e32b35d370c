export type { Variable } from "@sepconv/core";
export { setWarningHandler } from "@sepconv/core";
export { constraintOf } from "@sepconv/layers";
export { gradients } from "./gradients.js";
export { GraphKeys, type LossThunk } from "./graph/collections.js";
export { Graph, getDefaultGraph, resetDefaultGraph } from "./graph/graph.js";
export * as initializers from "./initializers.js";
export * as layers from "./layers/index.js";
export * as losses from "./losses.js";
export {
  getVariableScope,
  nameScope,
  type ScopeName,
  type VariableScopeOptions,
  variableScope,
} from "./scopes/open-scope.js";
export {
  AUTO_REUSE,
  type AutoReuse,
  type CustomGetter,
  type Getter,
  type Reuse,
  type VariableOptions,
  VariableScope,
} from "./scopes/variable-scope.js";
export { getVariable } from "./variables/get-variable.js";
export { addToCollection, getCollection, globalVariables, trainableVariables } from "./variables/list-variables.js";
