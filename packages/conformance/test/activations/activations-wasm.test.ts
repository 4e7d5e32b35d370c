import { createWasmBackend } from "@sepconv/backend-wasm";
import { useBackend } from "@sepconv/core";
import { readFromDisk } from "../golden/read-from-disk.js";
import { describeActivations } from "./describe-activations.js";

describeActivations("wasm", () => useBackend(createWasmBackend()), {
  read: readFromDisk,
  gradients: true,
  float64: false,
  infinities: true,
  factor: 1,
});
