import { createWebGpuBackend } from "@sepconv/backend-webgpu";
import { useBackend } from "@sepconv/core";
import { describeGolden } from "./golden/describe-golden.js";
import { readByFetch } from "./golden/read-by-fetch.js";

describeGolden("webgpu", () => useBackend(createWebGpuBackend()), {
  read: readByFetch,
  gradients: false,
  float64: false,
  factor: 4,
});
