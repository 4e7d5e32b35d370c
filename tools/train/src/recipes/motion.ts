import {
  Activation,
  BatchNormalization,
  Dense,
  Dropout,
  GlobalAveragePooling1D,
  InputLayer,
  SeparableConv1D,
  type SeparableConv1DOptions,
  Sequential,
  schedules,
} from "@sepconv/layers";
import type { Recipe } from "../recipe.js";
import { readSamples } from "../samples.js";

/** Four activities from ten seconds of a smart watch: three separable blocks, each normalized, in a chain. */
export const motion: Recipe = {
  task: "four activities of a smart watch's wearer",
  epochs: 120,
  batchSize: 10,
  learningRate: (updates) => schedules.cosineDecay({ initialLearningRate: 3e-3, decaySteps: 120 * updates }),
  build: () =>
    new Sequential(
      [
        new InputLayer({ shape: [100, 6], name: "motion_input" }),
        ...block("block1", { filters: 32 }),
        ...block("block2", { filters: 64, strides: 2, depthMultiplier: 2 }),
        ...block("block3", { filters: 64, dilationRate: 2 }),
        new Dropout({ rate: 0.2, name: "dropout" }),
        new GlobalAveragePooling1D({ name: "pool" }),
        new Dense({ units: 4, activation: "softmax", name: "scores" }),
      ],
      { name: "motion" },
    ),
  read: async (read) => ({ training: await readSamples(read, "train"), test: await readSamples(read, "test") }),
};

function block(name: string, options: Omit<SeparableConv1DOptions, "kernelSize">) {
  return [
    new SeparableConv1D({ kernelSize: 9, padding: "same", useBias: false, ...options, name: `${name}_conv` }),
    new BatchNormalization({ name: `${name}_norm` }),
    new Activation({ activation: "relu", name: `${name}_relu` }),
  ];
}
