import { ArgumentError } from "@sepconv/backend";
import type { Layer } from "../../layer.js";
import { type LayerNode, nodesOf, type SymbolicTensor } from "./symbolic-tensor.js";

/** What leads from some symbolic tensors to others. */
export interface LayerGraph {
  /** In Keras' order, which is that of the weights: the deeper ones first, then as they are met from the outputs. */
  readonly layers: readonly Layer[];
  /** In an order in which they can run. */
  readonly nodes: readonly LayerNode[];
  /** Whether each layer is called once, on what the one before gives. */
  readonly isChain: boolean;
}

/**
 * The calls and layers between inputs and outputs, in the order that Keras gives them (`map_graph`): a call is as deep as the
 * longest way from it to an output, a layer as deep as the deepest of its calls.
 *
 * @throws ArgumentError where an output needs what no input leads to, or two layers have one name.
 */
export function layerGraph(
  where: string,
  inputs: readonly SymbolicTensor[],
  outputs: readonly SymbolicTensor[],
): LayerGraph {
  const met: LayerNode[] = [];
  const finished = new Set<LayerNode>();
  const ranks = new Map<Layer, number>();
  const known = new Set(inputs);
  function visit(tensor: SymbolicTensor): void {
    const { node } = tensor;
    if (finished.has(node)) return;
    if (!ranks.has(node.layer)) ranks.set(node.layer, ranks.size);
    finished.add(node);
    if (!known.has(tensor)) {
      if (node.inputs.length === 0) throw disconnected(where, node.layer);
      node.inputs.forEach(visit);
    }
    met.push(node);
  }
  outputs.forEach(visit);

  const nodeDepths = new Map<LayerNode, number>();
  const layerDepths = new Map<Layer, number>();
  for (const node of met.toReversed()) {
    const depth = Math.max(nodeDepths.get(node) ?? 0, layerDepths.get(node.layer) ?? 0);
    layerDepths.set(node.layer, depth);
    nodeDepths.set(node, depth);
    const ends = node.outputs.some((output) => known.has(output));
    for (const { node: before } of ends ? [] : node.inputs) {
      nodeDepths.set(before, Math.max(depth + 1, nodeDepths.get(before) ?? 0));
    }
  }
  for (const { node } of inputs) {
    if (layerDepths.has(node.layer)) continue;
    layerDepths.set(node.layer, 0);
    ranks.set(node.layer, -1);
    nodeDepths.set(node, 0);
    met.push(node);
  }
  const layers = [...layerDepths.keys()].sort(
    (a, b) => (layerDepths.get(b) ?? 0) - (layerDepths.get(a) ?? 0) || (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0),
  );
  checkNames(where, layers);
  return { layers, nodes: met, isChain: isChain(layers, met) };
}

function isChain(layers: readonly Layer[], nodes: readonly LayerNode[]): boolean {
  const before = nodes.flatMap(({ inputs }) => inputs.map(({ node }) => node));
  const single = nodes.every(({ inputs }) => inputs.length <= 1) && new Set(before).size === before.length;
  return single && layers.length === nodes.length && before.length === nodes.length - 1;
}

/** Where the inputs of each layer come from: the layer, its call and the output, as `add[0][0]`. */
export function connectionsIn({ layers, nodes }: LayerGraph): ReadonlyMap<Layer, string> {
  return new Map(
    layers.map((layer) => {
      const own = nodesOf(layer).filter((node) => nodes.includes(node) && node.inputs.length > 0);
      const inputs = own.flatMap((node) => node.inputs);
      const names = inputs.map(
        ({ node, index }) => `${node.layer.name}[${nodesOf(node.layer).indexOf(node)}][${index}]`,
      );
      return [layer, names.join(", ") || "-"];
    }),
  );
}

/** The number of a call among those of its layer that belong to a graph. */
export function nodeNumber({ nodes }: LayerGraph, node: LayerNode): number {
  return nodesOf(node.layer)
    .filter((own) => nodes.includes(own))
    .indexOf(node);
}

function disconnected(where: string, { name }: Layer): ArgumentError {
  return new ArgumentError({
    where,
    problem: `an output follows from "${name}", which is none of the inputs`,
    expected: "inputs that lead to all outputs",
  });
}

function checkNames(where: string, layers: readonly Layer[]): void {
  const names = new Set<string>();
  const repeated = layers.find(({ name }) => names.size === names.add(name).size);
  if (!repeated) return;
  const expected = "names of their own";
  throw new ArgumentError({ where, problem: "two layers have one name", expected, got: repeated.name });
}
