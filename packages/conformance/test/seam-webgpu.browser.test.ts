import { createWebGpuBackend } from "@sepconv/backend-webgpu";
import { openDevice } from "@sepconv/core";
import { describeSeam } from "./seam/describe-seam.js";

describeSeam("webgpu", () => openDevice(createWebGpuBackend()), { packs: true, batches: true, tolerance: 1e-5 });
