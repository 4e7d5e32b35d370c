import { createWasmBackend } from "@sepconv/backend-wasm";
import { useBackend } from "@sepconv/core";
import { describeLayerCalls } from "./describe-layer-calls.js";

describeLayerCalls("wasm", () => useBackend(createWasmBackend()));
