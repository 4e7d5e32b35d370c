import { createWebGpuBackend } from "@sepconv/backend-webgpu";
import { useBackend } from "@sepconv/core";
import { readByFetch } from "../golden/read-by-fetch.js";
import { describeLayers } from "./describe-layers.js";

describeLayers("webgpu", () => useBackend(createWebGpuBackend()), {
  read: readByFetch,
  gradients: false,
  float64: false,
  factor: 4,
});
