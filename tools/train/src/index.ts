export { type Confusion, confusionOf } from "./confusion.js";
export type { Recipe } from "./recipe.js";
export { type NetName, netNames, recipes } from "./recipes.js";
export type { Samples, TrainingData } from "./samples.js";
export type { ReadFile } from "./tensor-file.js";
export { type EpochResult, makeNet, type TrainNetOptions, trainNet } from "./train-net.js";
