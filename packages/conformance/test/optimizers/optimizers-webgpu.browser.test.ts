import { createWebGpuBackend } from "@sepconv/backend-webgpu";
import { useBackend } from "@sepconv/core";
import { readByFetch } from "../golden/read-by-fetch.js";
import { describeOptimizers } from "./describe-optimizers.js";

describeOptimizers("webgpu", () => useBackend(createWebGpuBackend()), readByFetch);
