export { createWebGpuBackend } from "./create-webgpu-backend.js";
export type { AdapterSource, WebGpuOptions } from "./webgpu-options.js";
