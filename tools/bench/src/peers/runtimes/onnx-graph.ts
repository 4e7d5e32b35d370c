import { foldNormalization } from "../networks/fold-normalization.js";
import {
  type Activation,
  type DenseStep,
  type Network,
  type SeparableStep,
  type Step,
  sizeOf,
  windowGeometry,
} from "../networks/network.js";
import { requirePeer } from "./peer-packages.js";

/** A field of ONNX's protocol buffers, by the names of onnx.proto in camel case. */
interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly i?: number;
  readonly ints?: readonly number[];
}

interface GraphNode {
  readonly opType: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute: readonly Attribute[];
}

interface GraphTensor {
  readonly name: string;
  readonly dataType: number;
  readonly dims: readonly number[];
  readonly rawData: Uint8Array;
}

/** What is used of onnx-proto. */
interface OnnxProto {
  readonly onnx: {
    readonly ModelProto: {
      readonly fromObject: (model: object) => object;
      readonly encode: (model: object) => { readonly finish: () => Uint8Array };
    };
  };
}

const float = 1;
const attributeTypes = { int: 2, ints: 7 };

/**
 * A network as the bytes of an ONNX model, values as `[batch, channels, steps]`: each separable convolution is Conv →
 * Conv → activation, with normalization folded into the weights.
 */
export function onnxGraph(network: Network): Uint8Array {
  let bytes = graphs.get(network);
  if (bytes === undefined) {
    bytes = encode(network);
    graphs.set(network, bytes);
  }
  return bytes;
}

/** Graphs that were made before. */
const graphs = new WeakMap<Network, Uint8Array>();

function encode(network: Network): Uint8Array {
  const { onnx }: OnnxProto = requirePeer("onnx-proto");
  const graph = new GraphWriter();
  for (const [index, step] of network.steps.entries()) addStep(graph, network, step, valueName(index + 1));
  const last = network.steps.length;
  const extent = network.steps[last - 1]?.output ?? network.input;
  const model = {
    irVersion: 8,
    opsetImport: [{ domain: "", version: 17 }],
    graph: {
      name: network.name,
      node: graph.nodes,
      initializer: graph.tensors,
      input: [valueInfo(valueName(0), dimensions(network.batch, network.input))],
      output: [valueInfo(valueName(last), dimensions(network.batch, extent))],
    },
  };
  return onnx.ModelProto.encode(onnx.ModelProto.fromObject(model)).finish();
}

/** The name of a value in the graph: 0 is the input. */
export function valueName(index: number): string {
  return `value${index}`;
}

/** `[batch, channels, steps]` */
export function dimensions(batch: number, { steps, channels }: Network["input"]): readonly number[] {
  return steps === null ? [batch, channels] : [batch, channels, steps];
}

class GraphWriter {
  readonly nodes: GraphNode[] = [];
  readonly tensors: GraphTensor[] = [];

  node(
    opType: string,
    input: readonly string[],
    output: string,
    attributes: Readonly<Record<string, number | readonly number[]>> = {},
  ): void {
    const attribute = Object.entries(attributes).map(([name, value]) =>
      typeof value === "number"
        ? { name, type: attributeTypes.int, i: value }
        : { name, type: attributeTypes.ints, ints: value },
    );
    this.nodes.push({ opType, input, output: [output], attribute });
  }

  /** Adds weights and returns their name. */
  weights(data: Float32Array, dims: readonly number[]): string {
    const name = `weights${this.tensors.length}`;
    const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.tensors.push({ name, dataType: float, dims, rawData });
    return name;
  }

  /** The activation behind a value. */
  activate(activation: Activation, value: string, output: string): void {
    if (activation === "softmax") this.node("Softmax", [value], output, { axis: 1 });
    else this.node(`${activation.slice(0, 1).toUpperCase()}${activation.slice(1)}`, [value], output);
  }
}

function addStep(graph: GraphWriter, network: Network, step: Step, output: string): void {
  const from = valueName(step.from);
  switch (step.kind) {
    case "separable":
      addProduct(graph, network, step, addDepthwise(graph, step, from, output), output);
      break;
    case "dense":
      addProduct(graph, network, step, from, output);
      break;
    case "add":
      activated(graph, step.activation, output, (sum) => graph.node("Add", [from, valueName(step.other)], sum));
      break;
    case "maxPool":
      graph.node("MaxPool", [from], output, { kernel_shape: [step.size], strides: [step.size] });
      break;
    case "average":
      graph.node("GlobalAveragePool", [from], `${output}_steps`);
      graph.node("Flatten", [`${output}_steps`], output, { axis: 1 });
      break;
    case "flatten":
      graph.node("Flatten", [from], output, { axis: 1 });
      break;
  }
}

function addDepthwise(graph: GraphWriter, step: SeparableStep, from: string, output: string): string {
  const { window, multiplier, input, depthwise } = step;
  const { kernelSize, stride, dilation } = window;
  const { padLeft, padRight } = windowGeometry(input.steps ?? 0, window);
  const terms = input.channels * multiplier;
  // [K, C, M] → [C·M, 1, K]
  const filter = transposed(depthwise, kernelSize, terms);
  graph.node("Conv", [from, graph.weights(filter, [terms, 1, kernelSize])], `${output}_depthwise`, {
    kernel_shape: [kernelSize],
    strides: [stride],
    dilations: [dilation],
    pads: [padLeft, padRight],
    group: input.channels,
  });
  return `${output}_depthwise`;
}

function addProduct(
  graph: GraphWriter,
  network: Network,
  step: SeparableStep | DenseStep,
  from: string,
  output: string,
): void {
  const { kernel, bias } = foldNormalization(step);
  const channels = step.output.channels;
  const rows = kernel.length / channels;
  const offset = graph.weights(bias, [channels]);
  activated(graph, step.activation, output, (product) => {
    if (step.output.steps === null) {
      const weights = graph.weights(flattenedRows(network, step, kernel), [rows, channels]);
      graph.node("Gemm", [from, weights, offset], product);
    } else {
      const weights = graph.weights(transposed(kernel, rows, channels), [channels, rows, 1]);
      graph.node("Conv", [from, weights, offset], product, { kernel_shape: [1] });
    }
  });
}

/** Rows of a product behind a flattening: here steps run fastest, there channels. */
function flattenedRows(network: Network, step: SeparableStep | DenseStep, kernel: Float32Array): Float32Array {
  const before = network.steps[step.from - 1];
  if (before?.kind !== "flatten") return kernel;
  const { channels } = before.input;
  const steps = sizeOf(before.input) / channels;
  const columns = step.output.channels;
  return kernel.map((_, index) => {
    const row = Math.floor(index / columns);
    const [channel, time] = [Math.floor(row / steps), row % steps];
    return kernel[(time * channels + channel) * columns + (index % columns)] ?? 0;
  });
}

function activated(graph: GraphWriter, activation: Activation, output: string, write: (value: string) => void): void {
  const value = activation === "linear" ? output : `${output}_linear`;
  write(value);
  if (value !== output) graph.activate(activation, value, output);
}

/** `[rows, columns]` → `[columns, rows]` */
export function transposed(matrix: Float32Array, rows: number, columns: number): Float32Array<ArrayBuffer> {
  const result = new Float32Array(matrix.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      result[column * rows + row] = matrix[row * columns + column] ?? 0;
    }
  }
  return result;
}

function valueInfo(name: string, dims: readonly number[]): object {
  const dim = dims.map((dimValue) => ({ dimValue }));
  return { name, type: { tensorType: { elemType: float, shape: { dim } } } };
}
