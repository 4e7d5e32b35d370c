export { compileWasmModules, type WasmModules } from "./compile-wasm-modules.js";
export { createWasmBackend } from "./create-wasm-backend.js";
export type { WasmOptions } from "./wasm-options.js";
