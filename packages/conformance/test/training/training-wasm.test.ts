import { createWasmBackend } from "@sepconv/backend-wasm";
import { useBackend } from "@sepconv/core";
import { describeKeras3Training } from "./keras3-training.js";
import { describeV2Training } from "./v2-training.js";

describeV2Training("wasm", () => useBackend(createWasmBackend()));
describeKeras3Training("wasm", () => useBackend(createWasmBackend()));
