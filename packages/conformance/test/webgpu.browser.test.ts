import { createWebGpuBackend } from "@sepconv/backend-webgpu";
import { describeConformance } from "@sepconv/conformance";

// Adapters add in any order and may fuse; their functions are as exact as the WGSL text asks, which knows no NaN and ∞.
describeConformance("webgpu", async () => await createWebGpuBackend(), {
  factor: 4,
  functions: "wgsl",
  nonFinite: false,
  gaps: [
    "optimizerUpdate",
    "batchNormalizationGradient",
    "batchNormalization",
    "separableConv1dGradient",
    "depthwiseConv1dGradient",
    "compare",
    "select",
    "cast",
    "argReduce",
    "gather",
    "scatterAdd",
    "pool",
    "conv1d",
    "depthwiseConv1d",
    "conv1dTranspose",
  ],
  runs: 60,
});
