import { ArgumentError } from "@sepconv/backend";
import { type Config, isConfig } from "../../config.js";
import type { Dialect, DialectOption } from "../../dialect.js";
import type { Layer } from "../../layer.js";
import type { Deserialize } from "../../serialization/deserialize.js";
import { serialize } from "../../serialization/serialize.js";
import { InputLayer } from "../input-layer.js";
import type { Functional, FunctionalOptions } from "./functional.js";
import { symbolicInput } from "./input.js";
import { type LayerGraph, nodeNumber } from "./layer-graph.js";
import { flattened, packedLike, type Structure } from "./structure.js";
import { isSymbolic, type LayerNode, type SymbolicOptions, type SymbolicTensor } from "./symbolic-tensor.js";

/** `[layer name, number of its call, place among the outputs]` */
type History = readonly [name: string, call: number, place: number];

/** The configuration of a functional model as Keras writes it. */
export function functionalConfig(model: Functional, options: DialectOption): Config {
  const { dialect = "keras3" } = options;
  const { graph, layers, name, trainable, inputs, outputs } = model;
  const entries = layers.map((layer) => ({
    ...serialize(layer, options),
    name: layer.name,
    inbound_nodes: graph.nodes
      .filter((node) => node.layer === layer && node.inputs.length > 0)
      .sort((a, b) => nodeNumber(graph, a) - nodeNumber(graph, b))
      .map((node) => (dialect === "keras2" ? keras2Node(graph, node) : keras3Node(graph, node))),
  }));
  return {
    name,
    trainable,
    layers: entries,
    input_layers: historiesOf(graph, inputs, dialect),
    output_layers: historiesOf(graph, outputs, dialect),
  };
}

function historiesOf(graph: LayerGraph, structure: Structure<SymbolicTensor>, dialect: Dialect): unknown {
  const histories = flattened(structure, isSymbolic).map((tensor) => historyOf(graph, tensor));
  // Keras 2 always writes a list of them.
  return dialect === "keras2" && isSymbolic(structure) ? histories : packedLike(structure, isSymbolic, histories);
}

function historyOf(graph: LayerGraph, { node, index }: SymbolicTensor): History {
  return [node.layer.name, nodeNumber(graph, node), index];
}

function keras3Node(graph: LayerGraph, { layer, inputs, isList, options }: LayerNode): Config {
  const tensors = inputs.map((tensor) => kerasTensor(graph, tensor));
  const { training, mask } = options;
  return {
    args: isList ? [tensors] : tensors,
    kwargs: {
      ...(training !== undefined && { training }),
      ...(layer.callTakesMask && { mask: mask ? kerasTensor(graph, mask) : null }),
    },
  };
}

function kerasTensor(graph: LayerGraph, tensor: SymbolicTensor): Config {
  const { shape, dtype } = tensor;
  return { class_name: "__keras_tensor__", config: { shape, dtype, keras_history: historyOf(graph, tensor) } };
}

function keras2Node(graph: LayerGraph, { inputs, options }: LayerNode): unknown {
  const { training } = options;
  const keywords = training === undefined ? {} : { training };
  return inputs.map((tensor, index) => [...historyOf(graph, tensor), index === 0 ? keywords : {}]);
}

/**
 * The layers and symbolic tensors of a configuration, of Keras 3 or Keras 2.
 *
 * @throws ArgumentError where it is none, or a call needs what no other computes.
 */
export function readFunctionalConfig(config: Config, deserialize: Deserialize): FunctionalOptions {
  const { name, trainable, layers: entries, input_layers, output_layers, ...others } = config;
  const where = `Functional${typeof name === "string" ? ` "${name}"` : ""}`;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    const expected = '"name", "trainable", "layers", "input_layers" or "output_layers"';
    throw new ArgumentError({ where, problem: `unknown key "${unknown}"`, expected });
  }
  if (!Array.isArray(entries)) throw new ArgumentError({ where, problem: "there are no layers", got: entries });
  const reader = new GraphReader(where, entries.filter(isConfig), deserialize);
  const histories = (value: unknown): Structure<SymbolicTensor> => reader.structure(value);
  reader.run();
  return {
    inputs: histories(input_layers),
    outputs: histories(output_layers),
    ...(typeof name === "string" && { name }),
    ...(typeof trainable === "boolean" && { trainable }),
  };
}

interface Pending {
  readonly layer: Layer;
  readonly node: unknown;
}

/** Calls layers on symbolic tensors in the order in which these become known. */
class GraphReader {
  readonly #where: string;
  readonly #layers = new Map<string, Layer>();
  /** What each call of each layer gave. */
  readonly #calls = new Map<Layer, (readonly SymbolicTensor[])[]>();
  readonly #pending: Pending[] = [];

  constructor(where: string, entries: readonly Config[], deserialize: Deserialize) {
    this.#where = where;
    for (const entry of entries) {
      const layer = deserialize(entry);
      const name = typeof entry["name"] === "string" ? entry["name"] : layer.name;
      this.#layers.set(name, layer);
      if (layer instanceof InputLayer) this.#calls.set(layer, [[symbolicInput(layer)]]);
      const nodes: unknown = entry["inbound_nodes"];
      for (const node of Array.isArray(nodes) ? nodes : []) this.#pending.push({ layer, node });
    }
  }

  /** @throws ArgumentError where a call waits for what never comes. */
  run(): void {
    while (this.#pending.length > 0) {
      const ready = this.#pending.findIndex(({ layer, node }, index) => this.#isReady(layer, node, index));
      const [next] = ready < 0 ? [] : this.#pending.splice(ready, 1);
      if (!next) throw this.#refuse("a layer's input is computed by none", this.#pending[0]?.layer.name);
      this.#call(next.layer, next.node);
    }
  }

  /** Symbolic tensors where histories stood: one, a list, or a record. */
  structure(value: unknown): Structure<SymbolicTensor> {
    if (isHistory(value)) return this.#find(value);
    if (Array.isArray(value)) return value.map((item) => this.#find(item));
    if (isConfig(value)) {
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.#find(item)]));
    }
    throw this.#refuse("inputs or outputs are missing", value);
  }

  /** Calls of one layer keep their order. */
  #isReady(layer: Layer, node: unknown, index: number): boolean {
    const isFirst = this.#pending.findIndex((other) => other.layer === layer) === index;
    return isFirst && historiesIn(node).every((history) => this.#known(history) !== undefined);
  }

  #call(layer: Layer, node: unknown): void {
    const { inputs, isList, options } = isConfig(node) ? this.#keras3Call(node) : this.#keras2Call(node);
    const [first] = inputs;
    if (!first) throw this.#refuse("a layer is called on nothing", layer.name);
    const given: Structure<SymbolicTensor> = isList ? inputs : first;
    const result = layer.apply(given as SymbolicTensor, options) as Structure<SymbolicTensor>;
    const calls = this.#calls.get(layer) ?? [];
    calls.push(flattened(result, isSymbolic));
    this.#calls.set(layer, calls);
  }

  #keras3Call({ args, kwargs }: Config): Pick<LayerNode, "inputs" | "isList" | "options"> {
    const [first, ...others]: readonly unknown[] = Array.isArray(args) ? args : [];
    if (others.length > 0) throw this.#refuse("a layer is called with several arguments, which is not read yet", args);
    const isList = Array.isArray(first);
    const keywords = isConfig(kwargs) ? kwargs : {};
    return {
      inputs: (isList ? first : [first]).map((item: unknown) => this.#find(historyIn(item))),
      isList,
      options: this.#options(keywords),
    };
  }

  #keras2Call(node: unknown): Pick<LayerNode, "inputs" | "isList" | "options"> {
    const items: readonly unknown[] = Array.isArray(node) ? node : [];
    const keywords = items.flatMap((item) => (Array.isArray(item) && isConfig(item[3]) ? [item[3]] : []));
    const inputs = items.map((item) => this.#find(Array.isArray(item) ? item.slice(0, 3) : item));
    return { inputs, isList: inputs.length > 1, options: this.#options(Object.assign({}, ...keywords)) };
  }

  #options({ training, mask, ...others }: Config): SymbolicOptions {
    const [unknown] = Object.keys(others);
    if (unknown !== undefined) throw this.#refuse(`a call has the argument "${unknown}", which is not read`, others);
    return {
      ...(typeof training === "boolean" && { training }),
      ...(isConfig(mask) && { mask: this.#find(historyIn(mask)) }),
    };
  }

  #find(history: unknown): SymbolicTensor {
    const found = isHistory(history) ? this.#known(history) : undefined;
    if (found) return found;
    throw this.#refuse("a tensor is computed by no layer", history);
  }

  #known([name, call, place]: History): SymbolicTensor | undefined {
    const layer = this.#layers.get(name);
    return layer && this.#calls.get(layer)?.[call]?.[place];
  }

  #refuse(problem: string, got: unknown): ArgumentError {
    return new ArgumentError({ where: this.#where, problem, expected: "the configuration of a functional model", got });
  }
}

function isHistory(value: unknown): value is History {
  if (!Array.isArray(value) || value.length !== 3) return false;
  const [name, call, place] = value;
  return typeof name === "string" && Number.isInteger(call) && Number.isInteger(place);
}

/** Where a serialized symbolic tensor comes from. */
function historyIn(value: unknown): unknown {
  return isConfig(value) && isConfig(value["config"]) ? value["config"]["keras_history"] : undefined;
}

/** The histories anywhere in a call. */
function historiesIn(node: unknown): readonly History[] {
  if (isHistory(node)) return [node];
  if (Array.isArray(node)) {
    // Keras 2 writes keywords behind the three.
    const start: unknown = node.slice(0, 3);
    if (node.length === 4 && isHistory(start)) return [start];
    return node.flatMap(historiesIn);
  }
  if (!isConfig(node)) return [];
  const history = historyIn(node);
  return isHistory(history) ? [history] : Object.values(node).flatMap(historiesIn);
}
