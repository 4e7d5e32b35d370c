import { createWasmBackend } from "@sepconv/backend-wasm";
import { describeConformance } from "@sepconv/conformance";

describeConformance("wasm", async () => await createWasmBackend(), {
  gaps: [
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
});
