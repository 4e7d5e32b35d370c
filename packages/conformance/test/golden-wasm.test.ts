import { createWasmBackend } from "@sepconv/backend-wasm";
import { useBackend } from "@sepconv/core";
import { describeGolden } from "./golden/describe-golden.js";
import { readFromDisk } from "./golden/read-from-disk.js";

describeGolden("wasm", () => useBackend(createWasmBackend()), {
  read: readFromDisk,
  gradients: true,
  float64: false,
  factor: 1,
});
