import { createWasmBackend } from "@sepconv/backend-wasm";
import { useBackend } from "@sepconv/core";
import { describeMotion } from "./motion/describe-motion.js";
import { readFromDisk } from "./motion/read-from-disk.js";

describeMotion("wasm", () => useBackend(createWasmBackend()), { read: readFromDisk, tolerance: 1e-5 });
