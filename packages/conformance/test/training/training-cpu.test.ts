import { createCpuBackend } from "@sepconv/backend-cpu";
import { useBackend } from "@sepconv/core";
import { describeKeras3Training } from "./keras3-training.js";
import { describeV2Training } from "./v2-training.js";

describeV2Training("cpu", () => useBackend(createCpuBackend()));
describeKeras3Training("cpu", () => useBackend(createCpuBackend()));
