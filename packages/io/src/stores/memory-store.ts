import { MemoryBytes } from "./memory-bytes.js";
import { ModelStore } from "./model-store.js";

/** A store of models in memory, which ends with the program: for the best of a training, say. */
export function memoryStore(): ModelStore {
  return new ModelStore(new MemoryBytes());
}
