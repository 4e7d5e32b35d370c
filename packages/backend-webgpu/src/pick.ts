// Open a backend with only the kernels that an application uses; a bundler drops the others.
export { binary } from "./kernels/binary.js";
export { concat } from "./kernels/concat.js";
export { cumsum } from "./kernels/cumsum.js";
export { dropoutMask } from "./kernels/dropout-mask.js";
export { matmul } from "./kernels/matmul.js";
export { pad } from "./kernels/pad.js";
export { reduce } from "./kernels/reduce.js";
export { separableConv1d } from "./kernels/separable-conv1d.js";
export { slice } from "./kernels/slice.js";
export { softmax } from "./kernels/softmax.js";
export { transpose } from "./kernels/transpose.js";
export { unary } from "./kernels/unary.js";
export { openWebGpuBackend } from "./open-webgpu-backend.js";
export type { WebGpuContext } from "./webgpu-context.js";
export type { AdapterSource, WebGpuOptions } from "./webgpu-options.js";
