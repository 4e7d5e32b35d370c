import { createWasmBackend } from "@sepconv/backend-wasm";
import { useBackend } from "@sepconv/core";
import { readFromDisk } from "../golden/read-from-disk.js";
import { describeOptimizers } from "./describe-optimizers.js";

describeOptimizers("wasm", () => useBackend(createWasmBackend()), readFromDisk);
