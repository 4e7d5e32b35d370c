import { createWasmBackend } from "@sepconv/backend-wasm";
import { describeConformance } from "@sepconv/conformance";

describeConformance("wasm", async () => await createWasmBackend());
