import { createWasmBackend } from "@sepconv/backend-wasm";
import { describeConformance } from "@sepconv/conformance";

const gaps = [] as const;

describeConformance("wasm, in the build that the platform allows", async () => await createWasmBackend(), { gaps });
describeConformance("wasm, deterministic", async () => await createWasmBackend({ deterministic: true }), { gaps });
describeConformance("wasm, 2 threads", async () => await createWasmBackend({ threads: 2 }), { gaps });
describeConformance("wasm, 3 threads", async () => await createWasmBackend({ threads: 3 }), { gaps });
