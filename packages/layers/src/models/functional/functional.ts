import { ArgumentError } from "@sepconv/backend";
import { checkOptions, onDeviceOf, reshape, Tensor, tidy } from "@sepconv/core";
import { asCall } from "../../call-losses.js";
import { type CallOptions, settledCallOptions } from "../../call-options.js";
import type { Config } from "../../config.js";
import type { DialectOption } from "../../dialect.js";
import type { Layer } from "../../layer.js";
import type { PartialShape } from "../../partial-shape.js";
import type { Deserialize } from "../../serialization/deserialize.js";
import { Model, type ModelShape, oneOrAll } from "../model.js";
import type { NodeResult } from "../passes-masks.js";
import { functionalConfig, readFunctionalConfig } from "./functional-config.js";
import { connectionsIn, type LayerGraph, layerGraph } from "./layer-graph.js";
import { nodeOutputShapes, runNode } from "./run-node.js";
import { flattened, matched, packedLike, type Structure } from "./structure.js";
import { isSymbolic, type SymbolicOptions, SymbolicTensor } from "./symbolic-tensor.js";

/** What a functional model is made of. */
export interface FunctionalOptions {
  /** A symbolic tensor, a list of them, or a record. */
  readonly inputs: Structure<SymbolicTensor>;
  readonly outputs: Structure<SymbolicTensor>;
  readonly name?: string | null;
  /** Default: true. */
  readonly trainable?: boolean;
}

interface Known {
  readonly tensor: Tensor;
  readonly mask: Tensor | null;
}

/**
 * A model of what leads from symbolic inputs to symbolic outputs: with branches, several inputs and outputs, and layers that
 * are used more than once.
 *
 * It takes and gives tensors in the form in which `inputs` and `outputs` were given: one, a list, or a record. Inputs may also
 * come as a record by the names of their layers.
 *
 * @throws ArgumentError where an output needs what no input leads to, or two layers have one name.
 * @see https://keras.io/guides/functional_api/
 * @example
 * import { createCpuBackend } from "@sepconv/backend-cpu";
 * import { add, useBackend, zeros } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * await useBackend(createCpuBackend());
 * const signal = layers.input({ shape: [20, 3] });
 * const features = new layers.SeparableConv1D({ filters: 8, kernelSize: 3, activation: "relu" }).apply(signal);
 * const scores = new layers.Dense({ units: 2 }).apply(new layers.GlobalAveragePooling1D().apply(features));
 * const model = layers.model({ inputs: signal, outputs: { features, scores } });
 * Object.keys(model.applyTo(zeros([5, 20, 3]))); // ["features", "scores"]
 */
export class Functional extends Model {
  /** The symbolic inputs, as they were given. */
  readonly inputs: Structure<SymbolicTensor>;
  /** The symbolic outputs, as they were given. */
  readonly outputs: Structure<SymbolicTensor>;
  override supportsMasking = true;
  override readonly callTakesMask = true;
  readonly #graph: LayerGraph;
  readonly #sources: readonly SymbolicTensor[];
  readonly #results: readonly SymbolicTensor[];

  constructor(options: FunctionalOptions) {
    const { inputs, outputs, name, trainable } = options;
    super("Functional", { ...(name && { name }), ...(trainable !== undefined && { trainable }) }, []);
    checkOptions(this.where, options, ["inputs", "outputs", "name", "trainable"]);
    this.inputs = inputs;
    this.outputs = outputs;
    this.#sources = this.#symbolic("inputs", inputs);
    this.#results = this.#symbolic("outputs", outputs);
    this.#graph = layerGraph(this.where, this.#sources, this.#results);
    for (const layer of this.layers) this.addLayer(layer);
    this.build(this.#sources[0]?.shape ?? []);
    if (trainable === false) this.trainable = false;
  }

  override get layers(): readonly Layer[] {
    return this.#graph.layers;
  }

  /** A model from Keras' configuration; `deserialize` makes its layers. @throws ArgumentError for what cannot be read. */
  static fromConfig(config: Config, deserialize: Deserialize): Functional {
    return new Functional(readFunctionalConfig(config, deserialize));
  }

  /** The calls of layers that lead from inputs to outputs. @internal */
  get graph(): LayerGraph {
    return this.#graph;
  }

  override get connections(): ReadonlyMap<Layer, string> | null {
    return this.#graph.isChain ? null : connectionsIn(this.#graph);
  }

  override get inputShape(): ModelShape {
    return oneOrAll(this.#sources.map(({ shape }) => shape));
  }

  override get outputShape(): ModelShape {
    return oneOrAll(this.#results.map(({ shape }) => shape));
  }

  override get inputNames(): readonly string[] {
    return this.#sources.map(({ node }) => node.layer.name);
  }

  override get outputNames(): readonly string[] {
    const names = this.#results.map(({ node }) => node.layer.name);
    return isSymbolic(this.outputs) || Array.isArray(this.outputs) ? names : Object.keys(this.outputs).sort();
  }

  /**
   * The outputs for inputs, both in the form of the model.
   *
   * @throws ArgumentError where the inputs are not those of the model. @throws ShapeError where one does not fit.
   */
  applyTo(inputs: Structure<Tensor>, options: CallOptions = {}): Structure<Tensor> {
    const flat = this.flatInputs(inputs, isTensor);
    return this.packOutputs(this.applyFlat(flat, options));
  }

  override apply(inputs: Tensor, options?: CallOptions): Tensor;
  override apply(inputs: SymbolicTensor, options?: SymbolicOptions): SymbolicTensor;
  override apply(inputs: Structure<Tensor>, options?: CallOptions): Structure<Tensor>;
  override apply(inputs: Structure<SymbolicTensor>, options?: SymbolicOptions): Structure<SymbolicTensor>;
  override apply(
    inputs: Structure<Tensor> | Structure<SymbolicTensor>,
    options: CallOptions | SymbolicOptions = {},
  ): Structure<Tensor> | Structure<SymbolicTensor> {
    const values = typeof inputs === "object" && !isTensor(inputs) && !isSymbolic(inputs) ? Object.values(inputs) : [];
    if (isSymbolic(inputs) || isSymbolic(values[0])) {
      return this.#applySymbolically(inputs as Structure<SymbolicTensor>, options as SymbolicOptions);
    }
    return this.applyTo(inputs as Structure<Tensor>, options as CallOptions);
  }

  override applyFlat(inputs: readonly Tensor[], options: CallOptions = {}): readonly Tensor[] {
    const { mask = null } = options;
    return this.#applied(inputs, options, () => this.#run(inputs, [mask], options).outputs);
  }

  /** The same with the masks of inputs and outputs. @internal */
  applyMasked(inputs: readonly Tensor[], masks: readonly (Tensor | null)[], options: CallOptions): NodeResult {
    return this.#applied(inputs, options, () => this.#run(inputs, masks, options));
  }

  #applied<Result>(inputs: readonly Tensor[], options: CallOptions, compute: () => Result): Result {
    const [first] = inputs;
    settledCallOptions(this.where, options, true);
    for (const [index, { node }] of this.#sources.entries()) node.layer.computeOutputShape(inputs[index]?.shape ?? []);
    return this.onOwnDevice(() =>
      asCall(
        () => this.forgetLosses(),
        () => onDeviceOf(first ? [first] : [], () => tidy(compute)),
      ),
    );
  }

  override call(x: Tensor, options: CallOptions): Tensor {
    return this.#run([x], [options.mask ?? null], options).outputs[0] ?? x;
  }

  override flatInputs<Item>(inputs: unknown, isItem: (value: unknown) => value is Item): readonly Item[] {
    return matched(this.where, this.inputs, isSymbolic, inputs, isItem, this.inputNames);
  }

  override packOutputs<Item>(outputs: readonly Item[]): Structure<Item> {
    return packedLike(this.outputs, isSymbolic, outputs);
  }

  override outputShapes(inputShapes: readonly PartialShape[]): readonly PartialShape[] {
    const shapes = new Map<SymbolicTensor, PartialShape>();
    this.#sources.forEach((source, index) => {
      const shape = inputShapes[index] ?? source.shape;
      source.node.layer.computeOutputShape(shape);
      shapes.set(source, shape);
    });
    for (const node of this.#graph.nodes) {
      if (node.outputs.every((output) => shapes.has(output))) continue;
      const inner = node.inputs.map((input) => shapes.get(input) ?? input.shape);
      const outputs = nodeOutputShapes(node.layer, inner);
      for (const [index, output] of node.outputs.entries()) shapes.set(output, outputs[index] ?? output.shape);
    }
    return this.#results.map((result) => shapes.get(result) ?? result.shape);
  }

  protected override outputShapeOf(inputShape: PartialShape): PartialShape {
    return this.outputShapes([inputShape])[0] ?? inputShape;
  }

  override getConfig(options: DialectOption = {}): Config {
    return functionalConfig(this, options);
  }

  override getBuildConfig(): Config {
    return { input_shape: null };
  }

  protected override checkInput(): void {}

  /** The layers' calls one after the other. */
  #run(inputs: readonly Tensor[], given: readonly (Tensor | null)[], { training }: CallOptions): NodeResult {
    const known = new Map<SymbolicTensor, Known>();
    this.#sources.forEach((source, index) => {
      const tensor = inputs[index];
      if (tensor) known.set(source, { tensor, mask: given[index] ?? null });
    });
    for (const node of this.#graph.nodes) {
      if (node.outputs.every((output) => known.has(output))) continue;
      const operands = node.inputs.map((input) => this.#valueOf(known, input));
      const { mask: own } = node.options;
      const masks = own ? [this.#valueOf(known, own).tensor] : operands.map(({ mask }) => mask);
      const isTraining = node.options.training ?? training;
      const options = isTraining === undefined ? {} : { training: isTraining };
      const tensors = operands.map(({ tensor }) => tensor);
      const { outputs, masks: after } = runNode(node.layer, tensors, masks, options);
      node.outputs.forEach((output, index) => {
        const tensor = outputs[index];
        if (tensor) known.set(output, { tensor, mask: after[index] ?? null });
      });
    }
    const results = this.#results.map((result) => this.#valueOf(known, result));
    return {
      outputs: results.map(({ tensor }) => (inputs.includes(tensor) ? reshape(tensor, tensor.shape) : tensor)),
      masks: results.map(({ mask }) => mask && (given.includes(mask) ? reshape(mask, mask.shape) : mask)),
    };
  }

  #valueOf(known: ReadonlyMap<SymbolicTensor, Known>, tensor: SymbolicTensor): Known {
    const value = known.get(tensor);
    if (value) return value;
    throw new ArgumentError({ where: this.where, problem: `"${tensor.node.layer.name}" has not run yet` });
  }

  #applySymbolically(inputs: Structure<SymbolicTensor>, options: SymbolicOptions): Structure<SymbolicTensor> {
    const flat = this.flatInputs(inputs, isSymbolic);
    const shapes = this.outputShapes(flat.map(({ shape }) => shape));
    const outputs = this.#results.map((result, index) => new SymbolicTensor(shapes[index] ?? [], result.dtype));
    SymbolicTensor.noteCall({ layer: this, inputs: flat, isList: !isSymbolic(inputs), options, outputs });
    return this.packOutputs(outputs);
  }

  #symbolic(argument: string, structure: Structure<SymbolicTensor>): readonly SymbolicTensor[] {
    const flat = typeof structure === "object" && structure !== null ? flattened(structure, isSymbolic) : [];
    if (flat.length > 0 && flat.every(isSymbolic)) return flat;
    throw new ArgumentError({
      where: this.where,
      problem: `${argument} are not symbolic`,
      expected: "what layers.input() and layers give: one, a list, or a record",
      got: structure,
    });
  }
}

/** A model of what leads from symbolic inputs to symbolic outputs. @throws ArgumentError as the class. */
export function model(options: FunctionalOptions): Functional {
  return new Functional(options);
}

function isTensor(value: unknown): value is Tensor {
  return value instanceof Tensor;
}
