import { createCpuBackend } from "@sepconv/backend-cpu";
import { openDevice } from "@sepconv/core";
import { describeSeam } from "./seam/describe-seam.js";

describeSeam("cpu", () => openDevice(createCpuBackend()), { packs: false, batches: false, tolerance: 0 });
