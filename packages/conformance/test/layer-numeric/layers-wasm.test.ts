import { createWasmBackend } from "@sepconv/backend-wasm";
import { useBackend } from "@sepconv/core";
import { readFromDisk } from "../golden/read-from-disk.js";
import { describeLayers } from "./describe-layers.js";

describeLayers("wasm", () => useBackend(createWasmBackend()), {
  read: readFromDisk,
  gradients: true,
  float64: false,
  factor: 1,
});
