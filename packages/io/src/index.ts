export type { LoadProgress } from "./gather-bytes.js";
export { type LoadModelOptions, loadModel } from "./load-model.js";
export type { ModelSource } from "./read-source.js";
export { type SaveModelOptions, saveModel } from "./save-model.js";
export type { ByteStore } from "./stores/byte-store.js";
export { type FileStoreOptions, fileStore } from "./stores/file-store.js";
export { memoryStore } from "./stores/memory-store.js";
export { ModelStore } from "./stores/model-store.js";
export type { FileHandleLike, ModelTarget, WritableLike, WriterLike } from "./write-target.js";
