import { createWasmBackend } from "@sepconv/backend-wasm";
import { useBackend } from "@sepconv/core";
import { describeOptimizers } from "./describe-optimizers.js";

describeOptimizers("wasm", () => useBackend(createWasmBackend()));
