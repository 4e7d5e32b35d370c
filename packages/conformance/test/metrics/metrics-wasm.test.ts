import { createWasmBackend } from "@sepconv/backend-wasm";
import { useBackend } from "@sepconv/core";
import { readFromDisk } from "../golden/read-from-disk.js";
import { describeMetrics } from "./describe-metrics.js";

describeMetrics("wasm", () => useBackend(createWasmBackend()), readFromDisk);
