import { createCpuBackend } from "@sepconv/backend-cpu";
import { useBackend } from "@sepconv/core";
import { describeLayerCalls } from "./describe-layer-calls.js";

describeLayerCalls("cpu", () => useBackend(createCpuBackend()));
