import { createWasmBackend } from "@sepconv/backend-wasm";
import { useBackend } from "@sepconv/core";
import { describeResumedTraining } from "./resumed-training.js";

describeResumedTraining("wasm", () => useBackend(createWasmBackend()));
