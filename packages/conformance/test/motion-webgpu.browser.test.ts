import { createWebGpuBackend } from "@sepconv/backend-webgpu";
import { useBackend } from "@sepconv/core";
import { describeMotion } from "./motion/describe-motion.js";
import { readByFetch } from "./motion/read-by-fetch.js";

describeMotion("webgpu", () => useBackend(createWebGpuBackend()), { read: readByFetch, tolerance: 1e-4 });
