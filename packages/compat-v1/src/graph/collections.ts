import type { Tensor, Variable } from "@sepconv/core";

/** Names of the collections that layers and scopes fill. */
export const GraphKeys = {
  /** Every variable, in the order of creation. */
  GLOBAL_VARIABLES: "variables",
  /** Those that training changes. */
  TRAINABLE_VARIABLES: "trainable_variables",
  /** What regularizers cost, evaluated when read. */
  REGULARIZATION_LOSSES: "regularization_losses",
  /** What batch normalization wants to be run after each training step: functions without arguments. */
  UPDATE_OPS: "update_ops",
  /** Losses that somebody added. */
  LOSSES: "losses",
} as const;

/** A loss in a collection: evaluated when it is read, null where there is none. */
export type LossThunk = () => Tensor | null;

/** What stands in a collection. */
export interface Entry {
  readonly element: unknown;
  /** What a scope is looked for in; null for what no scope has. */
  readonly name: string | null;
}

/** The variables, losses and updates of one graph. */
export class Collections {
  /** By full name, without the number of the output that TensorFlow appends. */
  readonly variables: Map<string, Variable> = new Map();
  readonly #others = new Map<string, Map<unknown, Entry>>();

  /** Adds an element, or puts it in the place of the one with its key. */
  add(collection: string, element: unknown, name: string | null = nameOf(element), key: unknown = element): void {
    const known = this.#others.get(collection) ?? new Map<unknown, Entry>();
    this.#others.set(collection, known.set(key, { element, name }));
  }

  remove(collection: string, key: unknown): void {
    this.#others.get(collection)?.delete(key);
  }

  get(collection: string): readonly Entry[] {
    const variables = [...this.variables.values()].map((element) => ({ element, name: element.name }));
    if (collection === GraphKeys.GLOBAL_VARIABLES) return variables;
    if (collection === GraphKeys.TRAINABLE_VARIABLES) return variables.filter(({ element }) => element.trainable);
    return [...(this.#others.get(collection)?.values() ?? [])];
  }
}

function nameOf(element: unknown): string | null {
  if (typeof element !== "object" || element === null || !("name" in element)) return null;
  return typeof element.name === "string" ? element.name : null;
}
