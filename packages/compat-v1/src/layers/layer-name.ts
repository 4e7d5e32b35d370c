import { snakeCase } from "@sepconv/layers";
import { getDefaultGraph } from "../graph/graph.js";
import { VariableScope } from "../scopes/variable-scope.js";

/** What a layer is called, and what its variable scope is called before numbers are appended. */
export interface LayerName {
  readonly own: string;
  readonly base: string;
}

/** A name that is given is kept; else the class and a number, counted from 1 for each graph. A scope gives its name to the base. */
export function layerName(className: string, name: string | VariableScope | null): LayerName {
  const base = snakeCase(className);
  if (name instanceof VariableScope) return { own: nextName(base), base: name.name };
  return name ? { own: String(name), base: name } : { own: nextName(base), base };
}

function nextName(base: string): string {
  const { layerNames } = getDefaultGraph();
  const number = (layerNames.get(base) ?? 0) + 1;
  layerNames.set(base, number);
  return `${base}_${number}`;
}
