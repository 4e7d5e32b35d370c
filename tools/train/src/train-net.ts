import { setRandomSeed, type Tensor, tensor } from "@sepconv/core";
import { type AbortSignalLike, type Logs, type Model, optimizers, type TrainingProgress } from "@sepconv/layers";
import type { Recipe } from "./recipe.js";
import type { Samples, TrainingData } from "./samples.js";

/** What one epoch came to. */
export interface EpochResult {
  /** From 1. */
  readonly epoch: number;
  readonly loss: number;
  readonly accuracy: number;
  /** On the test split; missing unless each epoch is tested. */
  readonly testLoss?: number;
  readonly testAccuracy?: number;
}

/** How a training is watched and cut short. */
export interface TrainNetOptions {
  /** Default: the recipe's. The learning rate decays as if all were trained. */
  readonly epochs?: number;
  /** Whether the test split is looked at after each epoch; it does not change what is learnt. Default: false. */
  readonly testEachEpoch?: boolean;
  readonly onEpoch?: (result: EpochResult) => void;
  readonly onProgress?: (progress: TrainingProgress) => void;
  /** Ends training with an `AbortedError` after the update that runs. */
  readonly signal?: AbortSignalLike;
}

/** The net of a recipe before its first update. All that is random in it and in its training follows from the seed. */
export function makeNet(recipe: Recipe, { training }: TrainingData, seed: number): Model {
  setRandomSeed(seed);
  const net = recipe.build();
  const updates = Math.ceil(training.shape[0] / recipe.batchSize);
  net.compile({
    optimizer: new optimizers.Adam({ learningRate: recipe.learningRate(updates) }),
    loss: "sparseCategoricalCrossentropy",
    metrics: ["accuracy"],
  });
  return net;
}

/** Trains a net that `makeNet` made, on the default device. */
export async function trainNet(
  net: Model,
  recipe: Recipe,
  { training, test }: TrainingData,
  { epochs = recipe.epochs, testEachEpoch = false, onEpoch, onProgress, signal }: TrainNetOptions = {},
): Promise<void> {
  const [x, y] = tensorsOf(training);
  const { classWeights } = recipe;
  const weights = classWeights && Float32Array.from(training.labels, (label) => classWeights[label] ?? 1);
  await net.fit(x, y, {
    epochs,
    batchSize: recipe.batchSize,
    callbacks: [{ onEpochEnd: (epoch, logs) => onEpoch?.(resultOf(epoch, logs)) }],
    ...(weights && { sampleWeight: tensor(weights, training.labelShape) }),
    ...(testEachEpoch && { validationData: tensorsOf(test), validationBatchSize: 64 }),
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  });
}

function tensorsOf({ x, shape, labels, labelShape }: Samples): readonly [x: Tensor, labels: Tensor] {
  return [tensor(x, shape), tensor(labels, labelShape)];
}

function resultOf(epoch: number, { loss = Number.NaN, accuracy = Number.NaN, ...others }: Logs): EpochResult {
  const { val_loss: testLoss, val_accuracy: testAccuracy } = others;
  const tested = testLoss !== undefined && testAccuracy !== undefined;
  return { epoch: epoch + 1, loss, accuracy, ...(tested && { testLoss, testAccuracy }) };
}
