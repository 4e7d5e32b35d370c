import { createWebGpuBackend } from "@sepconv/backend-webgpu";
import { useBackend } from "@sepconv/core";
import { readByFetch } from "../golden/read-by-fetch.js";
import { describeMetrics } from "./describe-metrics.js";

describeMetrics("webgpu", () => useBackend(createWebGpuBackend()), readByFetch);
