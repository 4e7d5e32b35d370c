import type { SymbolicTensor } from "./models/functional/symbolic-tensor.js";

/** Whether a value is symbolic, without the class: a page whose layers are applied to tensors alone does not bring it. */
export function isSymbolicTensor(value: unknown): value is SymbolicTensor {
  return typeof value === "object" && value !== null && "applyLayer" in value;
}
