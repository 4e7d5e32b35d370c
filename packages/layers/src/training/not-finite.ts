import { NotFiniteError } from "@sepconv/backend";
import { keep, Tensor, type Variable } from "@sepconv/core";
import { Layer } from "../layer.js";
import type { LayerState } from "../layer-state.js";
import type { Model } from "../models/model.js";
import type { Batch } from "./data.js";
import { areFinite } from "./held-state.js";

/** A step whose loss, or one of whose gradients, is not finite. */
export interface BadStep {
  readonly where: string;
  /** How messages name the batch. */
  readonly place: string;
  readonly loss: number;
  readonly model: Model;
  readonly batch: Batch;
  /** Computes the batch's outputs and loss again. */
  readonly forward: () => void;
  /** The variable whose gradient is not finite; null where the loss is not. */
  readonly gradient: Variable | null;
}

/** The error for a bad step, which names what first was not finite: data, a weight, the output of a layer, or the loss. */
export async function notFinite(step: BadStep): Promise<NotFiniteError> {
  const { where, place, loss, gradient } = step;
  const first = gradient ? `the gradient of "${gradient.name}"` : await firstNotFinite(step);
  return new NotFiniteError({
    where,
    problem: `${gradient ? "a gradient" : "the loss"} is not finite in ${place}: first ${first}`,
    expected: "finite numbers",
    ...(!gradient && { got: loss }),
    remedy: "The weights are those before this batch. A lower learning rate may help, or an optimizer with clipnorm.",
  });
}

async function firstNotFinite({ model, batch, forward }: BadStep): Promise<string> {
  for (const [index, input] of batch.inputs.entries()) {
    if (!(await areFinite(input))) return `the input "${model.inputNames[index]}"`;
  }
  for (const [index, target] of batch.targets.entries()) {
    if (target && !(await areFinite(target))) return `y of "${model.outputNames[index]}"`;
  }
  for (const weight of model.weights) {
    if (!(await areFinite(weight))) return `the weight "${weight.name}"`;
  }
  const outputs = outputsIn(model, forward);
  try {
    for (const { path, layer, output } of outputs) {
      if (!(await areFinite(output))) return `the output of "${path}" (${layer.className})`;
    }
  } finally {
    for (const { output } of outputs) output.dispose();
  }
  return "the loss itself";
}

interface LayerOutput {
  /** The names of the layers around it, and its own: `encoder/conv_2`. */
  readonly path: string;
  readonly layer: Layer;
  readonly output: Tensor;
}

/** What each layer inside gives while `forward` runs, in the order in which the layers are done. */
function outputsIn(model: Model, forward: () => void): readonly LayerOutput[] {
  const outputs: LayerOutput[] = [];
  const watched = watchedLayers(model, "");
  for (const [layer, path] of watched) {
    const call = layer.call;
    layer.call = (...operands) => {
      const output: unknown = Reflect.apply(call, layer, operands);
      if (output instanceof Tensor) outputs.push({ path, layer, output: keep(output) });
      return output as Tensor;
    };
  }
  try {
    forward();
  } finally {
    // The class' own method shows again.
    for (const [layer] of watched) Reflect.deleteProperty(layer, "call");
  }
  return outputs;
}

/** The layers inside, and their paths; of a shared one the first. */
function watchedLayers(layer: LayerState, path: string): ReadonlyMap<Layer, string> {
  const found = new Map<Layer, string>();
  for (const inner of layer.sublayers) {
    const own = path + inner.name;
    if (inner instanceof Layer && !found.has(inner)) found.set(inner, own);
    for (const [each, inside] of watchedLayers(inner, `${own}/`)) if (!found.has(each)) found.set(each, inside);
  }
  return found;
}
