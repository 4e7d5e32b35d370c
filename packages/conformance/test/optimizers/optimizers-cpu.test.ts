import { createCpuBackend } from "@sepconv/backend-cpu";
import { useBackend } from "@sepconv/core";
import { readFromDisk } from "../golden/read-from-disk.js";
import { describeOptimizers } from "./describe-optimizers.js";

describeOptimizers("cpu", () => useBackend(createCpuBackend()), readFromDisk);
