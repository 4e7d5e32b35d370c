import { createCpuBackend } from "@sepconv/backend-cpu";
import { useBackend } from "@sepconv/core";
import { describeResumedTraining } from "./resumed-training.js";

describeResumedTraining("cpu", () => useBackend(createCpuBackend()));
