import { createCpuBackend } from "@sepconv/backend-cpu";
import { useBackend } from "@sepconv/core";
import { readFromDisk } from "../golden/read-from-disk.js";
import { describeMetrics } from "./describe-metrics.js";

describeMetrics("cpu", () => useBackend(createCpuBackend()), readFromDisk);
