import { createWasmBackend } from "@sepconv/backend-wasm";
import { useBackend } from "@sepconv/core";
import { describeLosses } from "./describe-losses.js";

describeLosses("wasm", () => useBackend(createWasmBackend()));
