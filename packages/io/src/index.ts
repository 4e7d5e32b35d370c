export { type LoadModelOptions, loadModel } from "./load-model.js";
export type { ModelSource } from "./read-source.js";
