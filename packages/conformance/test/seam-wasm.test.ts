import { createWasmBackend } from "@sepconv/backend-wasm";
import { openDevice } from "@sepconv/core";
import { describeSeam } from "./seam/describe-seam.js";

describeSeam("wasm", () => openDevice(createWasmBackend()), { packs: true, batches: false, tolerance: 1e-6 });
