import { createCpuBackend } from "@sepconv/backend-cpu";
import { useBackend } from "@sepconv/core";
import { describeOptimizers } from "./describe-optimizers.js";

describeOptimizers("cpu", () => useBackend(createCpuBackend()));
