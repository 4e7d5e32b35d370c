import {
  Activation,
  Add,
  BatchNormalization,
  Conv1D,
  Dense,
  GlobalAveragePooling1D,
  input,
  model,
  SeparableConv1D,
  type SeparableConv1DOptions,
  SpatialDropout1D,
  type SymbolicTensor,
  schedules,
} from "@sepconv/layers";
import type { Recipe } from "../recipe.js";
import { readSamples } from "../samples.js";

/** Nine speakers from one utterance: QuartzNet's residual blocks of two separable convolutions each. */
export const vowels: Recipe = {
  task: "nine speakers of two vowels",
  epochs: 60,
  batchSize: 32,
  learningRate: (updates) => schedules.cosineDecay({ initialLearningRate: 3e-3, decaySteps: 60 * updates }),
  build: () => {
    const cepstra = input({ shape: [29, 12], name: "vowels_input" });
    let x = separable(cepstra, "prologue", { filters: 64, kernelSize: 5 });
    x = block(x, "block1", 5);
    x = block(x, "block2", 7);
    x = block(x, "block3", 9);
    x = separable(x, "epilogue", { filters: 96, kernelSize: 11, dilationRate: 2 });
    x = new Conv1D({ filters: 96, kernelSize: 1, activation: "relu", name: "epilogue_mix" }).apply(x);
    x = new GlobalAveragePooling1D({ name: "pool" }).apply(x);
    const scores = new Dense({ units: 9, activation: "softmax", name: "scores" }).apply(x);
    return model({ inputs: cepstra, outputs: scores, name: "vowels" });
  },
  read: async (read) => ({ training: await readSamples(read, "train"), test: await readSamples(read, "test") }),
};

/** Two separable convolutions beside a 1×1 convolution, added. */
function block(x: SymbolicTensor, name: string, kernelSize: number): SymbolicTensor {
  const skip = new Conv1D({ filters: 64, kernelSize: 1, useBias: false, name: `${name}_skip_conv` }).apply(x);
  const first = separable(x, `${name}_1`, { filters: 64, kernelSize });
  const second = separable(first, `${name}_2`, { filters: 64, kernelSize, activation: "linear" });
  const sum = new Add({ name: `${name}_add` }).apply([second, normalized(skip, `${name}_skip`)]);
  return new SpatialDropout1D({ rate: 0.1, name: `${name}_dropout` }).apply(rectified(sum, name));
}

/** A separable convolution, normalized, then rectified unless its activation is linear. */
function separable(x: SymbolicTensor, name: string, options: SeparableConv1DOptions): SymbolicTensor {
  const conv = new SeparableConv1D({ padding: "same", useBias: false, ...options, name: `${name}_conv` });
  const y = normalized(conv.apply(x), name);
  return options.activation === "linear" ? y : rectified(y, name);
}

function normalized(x: SymbolicTensor, name: string): SymbolicTensor {
  return new BatchNormalization({ momentum: 0.9, name: `${name}_norm` }).apply(x);
}

function rectified(x: SymbolicTensor, name: string): SymbolicTensor {
  return new Activation({ activation: "relu", name: `${name}_relu` }).apply(x);
}
