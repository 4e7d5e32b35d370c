import {
  Activation,
  Add,
  BatchNormalization,
  Conv1D,
  DepthwiseConv1D,
  input,
  model,
  SeparableConv1D,
  type SymbolicTensor,
  schedules,
  ZeroPadding1D,
} from "@sepconv/layers";
import type { Recipe } from "../recipe.js";
import { cutWindows, readSamples } from "../samples.js";

/**
 * A class for each step of an ECG from what came before it: causal separable convolutions, each seeing twice as far back.
 * It learns from windows of four minutes, and is tested on the fifth minute in one piece.
 */
export const heartbeat: Recipe = {
  task: "usual and unusual beats in an ECG, step by step",
  epochs: 30,
  batchSize: 16,
  learningRate: (updates) =>
    schedules.exponentialDecay({ initialLearningRate: 3e-3, decaySteps: updates, decayRate: 0.9, staircase: true }),
  classWeights: [1, 2, 3],
  build: () => {
    const ecg = input({ shape: [null, 1], name: "ecg" });
    const stem = new Conv1D({ filters: 16, kernelSize: 7, padding: "causal", activation: "relu", name: "stem" });
    let x = separable(stem.apply(ecg), "causal1", 1);
    for (const [index, dilation] of [2, 4, 8].entries()) {
      const name = `causal${index + 2}`;
      x = new Add({ name: `${name}_add` }).apply([x, separable(x, name, dilation)]);
    }
    x = new ZeroPadding1D({ padding: [6, 0], name: "left_pad" }).apply(x);
    x = new DepthwiseConv1D({ kernelSize: 7, depthMultiplier: 2, activation: "relu", name: "depthwise" }).apply(x);
    const mix = { filters: 32, kernelSize: 5, padding: "causal", activation: "relu", name: "mix" } as const;
    x = new SeparableConv1D(mix).apply(x);
    const beat = new Conv1D({ filters: 3, kernelSize: 1, activation: "softmax", name: "beat" }).apply(x);
    return model({ inputs: ecg, outputs: beat, name: "heartbeat" });
  },
  read: async (read) => ({
    training: cutWindows(await readSamples(read, "train"), { steps: 480, every: 120 }),
    test: await readSamples(read, "stream"),
  }),
};

function separable(x: SymbolicTensor, name: string, dilationRate: number): SymbolicTensor {
  const options = { filters: 24, kernelSize: 7, padding: "causal", dilationRate, useBias: false } as const;
  const y = new SeparableConv1D({ ...options, name: `${name}_conv` }).apply(x);
  const normalized = new BatchNormalization({ momentum: 0.9, name: `${name}_norm` }).apply(y);
  return new Activation({ activation: "relu", name: `${name}_relu` }).apply(normalized);
}
