import type { Variable } from "@sepconv/core";
import { Layer, Model, snakeCase } from "@sepconv/layers";

/** A layer or model that has a place in a weights file. */
export interface Saveable {
  /** Ends in a slash, but for the model itself, whose path is empty. */
  readonly path: string;
  readonly layer: Layer;
  /** The layer's own, trainable ones first. */
  readonly variables: readonly Variable[];
}

/**
 * A model and what is in it, each once and where Keras has it in a weights file, whose arrays are `<path>vars/<i>`:
 *
 *     the layers of a model   layers/<class in snake case>[_N]/, N counting those of one class in the order of the model
 *     a layer in another      <the property that holds it, in snake case>/
 *
 * @see `_save_state` in https://github.com/keras-team/keras/blob/v3.15.1/keras/src/saving/saving_lib.py
 */
export function saveables(model: Model): readonly Saveable[] {
  const found = new Map<Layer, Saveable>();
  function visit(layer: Layer, path: string): void {
    if (found.has(layer)) return;
    const inside = layer.sublayers.filter((each) => each instanceof Layer);
    const others = new Set(inside.flatMap(({ weights }) => weights));
    found.set(layer, { path, layer, variables: layer.weights.filter((weight) => !others.has(weight)) });
    if (layer instanceof Model) {
      visitAll(layer.layers, `${path}layers/`);
      return;
    }
    const properties = new Map(Object.entries(layer).map(([name, value]) => [value, name]));
    for (const each of inside) {
      const name = properties.get(each);
      if (name !== undefined) visit(each, `${path}${snakeName(name)}/`);
    }
    visitAll(inside, `${path}layers/`);
  }
  function visitAll(layers: readonly Layer[], path: string): void {
    const counts = new Map<string, number>();
    for (const layer of layers) {
      const base = snakeCase(layer.className);
      const count = counts.get(base) ?? 0;
      counts.set(base, count + 1);
      visit(layer, `${path}${count === 0 ? base : `${base}_${count}`}/`);
    }
  }
  visit(model, "");
  return [...found.values()];
}

/** `queryDense` → `query_dense` */
function snakeName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
