import { createWebGpuBackend } from "@sepconv/backend-webgpu";
import { useBackend } from "@sepconv/core";
import { readByFetch } from "../golden/read-by-fetch.js";
import { describeActivations } from "./describe-activations.js";

describeActivations("webgpu", () => useBackend(createWebGpuBackend()), {
  read: readByFetch,
  gradients: false,
  float64: false,
  infinities: false,
  factor: 4,
});
