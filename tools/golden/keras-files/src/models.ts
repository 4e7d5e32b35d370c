import { RandomSource, type Tensor, tensor } from "@sepconv/core";
import * as layers from "@sepconv/layers";

/** A model that was compiled, with what it is trained on. */
export interface Case {
  readonly model: layers.Model;
  readonly inputs: readonly Tensor[];
  readonly targets: readonly Tensor[];
}

const samples = 8;
const { optimizers } = layers;

/** One of each kind of model, and one small model for each optimizer. */
export const cases: Readonly<Record<string, () => Case>> = {
  sequential: () => {
    const model = new layers.Sequential([
      new layers.InputLayer({ shape: [20, 3] }),
      new layers.Normalization({ mean: [0.1, 0.2, 0.3], variance: [1, 2, 3] }),
      new layers.SeparableConv1D({ filters: 6, kernelSize: 5, padding: "same", useBias: false }),
      new layers.BatchNormalization(),
      new layers.ReLU(),
      new layers.TimeDistributed({ layer: new layers.Dense({ units: 4, activation: "tanh" }) }),
      new layers.Conv1D({ filters: 5, kernelSize: 3, activation: "gelu" }),
      new layers.GlobalAveragePooling1D(),
      new layers.Dense({ units: 3, activation: "softmax" }),
    ]);
    model.compile({
      optimizer: new optimizers.Adam({ learningRate: 0.01 }),
      loss: "sparse_categorical_crossentropy",
      metrics: ["accuracy"],
    });
    return { model, inputs: [numbers(1, [samples, 20, 3])], targets: [labels(3)] };
  },
  functional: () => {
    const left = layers.input({ shape: [20, 3], name: "left" });
    const right = layers.input({ shape: [20, 3], name: "right" });
    const shared = new layers.SeparableConv1D({ filters: 4, kernelSize: 3, activation: "relu", name: "shared" });
    const inner = new layers.Sequential(
      [new layers.InputLayer({ shape: [18, 4] }), new layers.DepthwiseConv1D({ kernelSize: 3 }), new layers.Flatten()],
      { name: "inner" },
    );
    const joined = new layers.Concatenate().apply([inner.apply(shared.apply(left)), inner.apply(shared.apply(right))]);
    const dense = new layers.Dense({ units: 6, activation: "elu" }).apply(joined);
    const first = new layers.Dense({ units: 2, name: "first" }).apply(dense);
    const second = new layers.Dense({ units: 1, activation: "sigmoid", name: "second" }).apply(dense);
    const model = layers.model({ inputs: [left, right], outputs: [first, second] });
    model.compile({
      optimizer: new optimizers.SGD({ learningRate: 0.05, momentum: 0.9, nesterov: true }),
      loss: ["mse", "BinaryCrossentropy"],
      lossWeights: [1, 0.5],
      metrics: [["mae"], [new layers.metrics.AUC()]],
    });
    return {
      model,
      inputs: [numbers(2, [samples, 20, 3]), numbers(3, [samples, 20, 3])],
      targets: [numbers(4, [samples, 2]), labels(2, [samples, 1])],
    };
  },
  adamAmsgrad: () => small(new optimizers.Adam({ amsgrad: true, clipnorm: 1 })),
  adamEma: () => small(new optimizers.Adam({ useEma: true, emaMomentum: 0.9 })),
  adamAccumulation: () => small(new optimizers.Adam({ gradientAccumulationSteps: 2 })),
  adamSchedule: () =>
    small(
      new optimizers.Adam({ learningRate: layers.schedules.cosineDecay({ initialLearningRate: 0.02, decaySteps: 9 }) }),
    ),
  everything: () => small(new optimizers.AdamW({ useEma: true, gradientAccumulationSteps: 3, amsgrad: true })),
  sgd: () => small(new optimizers.SGD({ learningRate: 0.1 })),
  rmspropCentered: () => small(new optimizers.RMSprop({ centered: true, momentum: 0.5 })),
  adagrad: () => small(new optimizers.Adagrad({ learningRate: 0.1 })),
  adadelta: () => small(new optimizers.Adadelta({ learningRate: 1 })),
  adamax: () => small(new optimizers.Adamax()),
  ftrl: () => small(new optimizers.Ftrl({ learningRate: 0.1, l1RegularizationStrength: 0.001 })),
  nadam: () => small(new optimizers.Nadam({ learningRate: 0.01 })),
  adamw: () => small(new optimizers.AdamW({ weightDecay: 0.01 })),
  lion: () => small(new optimizers.Lion({ learningRate: 0.01 })),
  lamb: () => small(new optimizers.Lamb()),
  adafactor: () => small(new optimizers.Adafactor({ learningRate: 0.01 })),
  muon: () => small(new optimizers.Muon({ learningRate: 0.01 })),
  scheduleFree: () => small(new optimizers.ScheduleFreeAdamW({ learningRate: 0.01 })),
};

function small(optimizer: layers.optimizers.Optimizer): Case {
  const model = new layers.Sequential([
    new layers.InputLayer({ shape: [12, 2] }),
    new layers.SeparableConv1D({ filters: 4, kernelSize: 3, activation: "tanh" }),
    new layers.GlobalAveragePooling1D(),
    new layers.Dense({ units: 2 }),
  ]);
  model.compile({ optimizer, loss: layers.losses.logCosh() });
  return { model, inputs: [numbers(5, [samples, 12, 2])], targets: [numbers(6, [samples, 2])] };
}

/** Numbers from −1 to 1. */
function numbers(seed: number, shape: readonly number[]): Tensor {
  const count = shape.reduce((product, extent) => product * extent, 1);
  return tensor(Float32Array.from(new RandomSource(seed).uniform(count, -1, 1)), shape);
}

function labels(classes: number, shape: readonly number[] = [samples]): Tensor {
  return tensor(
    Float32Array.from({ length: samples }, (_, sample) => (sample * 5 + 1) % classes),
    shape,
  );
}
