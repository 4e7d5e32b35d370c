import * as layers from "@sepconv/layers";
import type { Step } from "../../peers/networks/network.js";
import { productLayers } from "../../peers/runtimes/sepconv-network.js";
import { dropsOut, type TrainingTask } from "../training-task.js";

/** The network as a user trains it, in layers, with its weights: a Sequential for a block, else a functional model. */
export function trainableModel({ kind, input, steps, dropout }: TrainingTask): layers.Model {
  const shape = input.steps === null ? [input.channels] : [input.steps, input.channels];
  if (kind === "block") {
    return new layers.Sequential([new layers.InputLayer({ shape }), ...steps.flatMap((step) => product(step))]);
  }
  const first = layers.input({ shape });
  const values = [first];
  for (const step of steps) {
    const value = stepValue(step, values);
    values.push(dropsOut(step, dropout) ? new layers.Dropout({ rate: dropout, seed: 1 }).apply(value) : value);
  }
  return layers.model({ inputs: first, outputs: valueAt(values, values.length - 1) });
}

function stepValue(step: Step, values: readonly layers.SymbolicTensor[]): layers.SymbolicTensor {
  const x = valueAt(values, step.from);
  switch (step.kind) {
    case "separable":
    case "dense": {
      const value = product(step).reduce((each, layer) => layer.apply(each), x);
      return step.normalization === null ? value : activate(value, step.activation);
    }
    case "add":
      return activate(new layers.Add().apply([x, valueAt(values, step.other)]), step.activation);
    case "average":
      return new layers.GlobalAveragePooling1D().apply(x);
    default:
      throw new Error(`bench: no training of a step "${step.kind}".`);
  }
}

function product(step: Step): readonly layers.Layer[] {
  if (step.kind === "separable" || step.kind === "dense") return productLayers(step);
  throw new Error("bench: a block is one separable convolution.");
}

function activate(value: layers.SymbolicTensor, activation: string): layers.SymbolicTensor {
  return activation === "linear" ? value : new layers.Activation({ activation }).apply(value);
}

function valueAt(values: readonly layers.SymbolicTensor[], index: number): layers.SymbolicTensor {
  const value = values[index];
  if (value === undefined) throw new Error(`bench: there is no value ${index}.`);
  return value;
}
