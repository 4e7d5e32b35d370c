import { ArgumentError, type DType, isFloating } from "@sepconv/backend";
import type { CallOptions } from "../../call-options.js";
import type { Layer } from "../../layer.js";
import { MergeLayer } from "../../merging/merge-layer.js";
import type { PartialShape } from "../../partial-shape.js";

/** One call of a layer on symbolic tensors. */
export interface LayerNode {
  readonly layer: Layer;
  readonly inputs: readonly SymbolicTensor[];
  /** Whether the layer was given a list, be it of one. */
  readonly isList: boolean;
  readonly options: SymbolicOptions;
  readonly outputs: readonly SymbolicTensor[];
}

/** What a call takes besides its input; a mask is symbolic too. */
export interface SymbolicOptions extends Omit<CallOptions, "mask"> {
  readonly mask?: SymbolicTensor | null;
}

const nodes = new WeakMap<Layer, LayerNode[]>();
let lastId = 0;

/** The calls of a layer on symbolic tensors, in their order. */
export function nodesOf(layer: Layer): readonly LayerNode[] {
  return nodes.get(layer) ?? [];
}

/**
 * A value that is not there yet: what `layers.input` gives, and what a layer gives that is applied to one. Models are made of
 * what leads from some of them to others.
 */
export class SymbolicTensor {
  /** Null for extents that a batch decides. */
  readonly shape: PartialShape;
  readonly dtype: DType;
  readonly name: string;
  /** What to do where an op asks for a tensor. @internal */
  readonly remedy =
    "Ops take tensors: apply a layer, such as layers.Add or layers.Activation, or one of your own with the op inside.";
  #node: LayerNode | null = null;
  #index = 0;

  constructor(shape: PartialShape, dtype: DType) {
    this.shape = shape;
    this.dtype = dtype;
    this.name = `keras_tensor_${++lastId}`;
  }

  /** The call that computes it. */
  get node(): LayerNode {
    if (this.#node) return this.#node;
    throw new ArgumentError({ where: this.name, problem: "no layer computes this symbolic tensor" });
  }

  /** Its place among the call's outputs. */
  get index(): number {
    return this.#index;
  }

  /** Notes a call. @internal */
  static noteCall(call: LayerNode): void {
    const known = nodes.get(call.layer) ?? [];
    known.push(call);
    nodes.set(call.layer, known);
    if (known.length === 1) showCalls(call.layer, known);
    call.outputs.forEach((output, index) => {
      output.#node = call;
      output.#index = index;
    });
  }

  /** What a layer with one output gives for symbolic inputs; it is built first if need be. @internal */
  applyLayer(layer: Layer, given: SymbolicInput, options: SymbolicOptions): SymbolicTensor {
    const isList = !isSymbolic(given);
    const inputs = isList ? given : [given];
    const output = new SymbolicTensor(outputShape(layer, inputs, isList), outputDType(layer, this.dtype));
    SymbolicTensor.noteCall({ layer, inputs, isList, options, outputs: [output] });
    return output;
  }
}

/** Gives a layer `input` and `output`, which are there once it was applied to symbolic tensors. */
function showCalls(layer: Layer, calls: readonly LayerNode[]): void {
  const show = (name: "input" | "output", tensorsOf: (call: LayerNode) => readonly SymbolicTensor[]): void => {
    const get = (): SymbolicTensor | readonly SymbolicTensor[] => {
      const [call, ...others] = calls;
      const [tensor, ...more] = call ? tensorsOf(call) : [];
      if (tensor && others.length === 0) return more.length === 0 ? tensor : [tensor, ...more];
      throw new ArgumentError({
        where: `${layer.className} "${layer.name}"`,
        problem: `the layer has no one ${name}, as it was applied ${calls.length} times`,
        remedy: "Keep what apply() gives.",
      });
    };
    Object.defineProperty(layer, name, { get, configurable: true });
  };
  show("input", ({ inputs, outputs }) => (inputs.length === 0 ? outputs : inputs));
  show("output", ({ outputs }) => outputs);
}

export type SymbolicInput = SymbolicTensor | readonly SymbolicTensor[];

/** The output's shape of a layer, which is built first if need be. @throws ShapeError where an input does not fit. */
function outputShape(layer: Layer, inputs: readonly SymbolicTensor[], isList: boolean): PartialShape {
  const shapes = inputs.map(({ shape }) => shape);
  if (layer instanceof MergeLayer) {
    const given = isList ? shapes : (shapes[0] ?? []);
    if (!layer.built) layer.build(given);
    return layer.computeOutputShape(given);
  }
  const [shape = []] = shapes;
  if (!layer.built) layer.build(shape);
  return layer.computeOutputShape(shape);
}

/** Layers compute in their own dtype; those without weights leave integers as they are. */
function outputDType(layer: Layer, input: DType): DType {
  return isFloating(input) || layer.weights.length > 0 ? layer.dtype : input;
}

export function isSymbolic(value: unknown): value is SymbolicTensor {
  return value instanceof SymbolicTensor;
}
