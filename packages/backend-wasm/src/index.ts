export { createWasmBackend } from "./create-wasm-backend.js";
export type { WasmOptions } from "./wasm-backend.js";
