/** What a model loads when it is first trained or tested: in one file, as each more would cost pages that only predict. */
export { evaluate, fit } from "./fit.js";
export { testOnBatch, trainOnBatch } from "./on-batch.js";
export { predictIterated } from "./predict-iterated.js";
export { Trainer } from "./trainer.js";
