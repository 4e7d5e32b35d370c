import {
  ArgumentError,
  type Backend,
  bytesOf,
  bytesPerElement,
  DisposedTensorError,
  elementCount,
  type Gaps,
  type KernelTable,
  type Operand,
  type TypedArray,
  typedArray,
  WorkerLostError,
} from "@sepconv/backend";
import { blockSize } from "./allocator.js";
import { outOfMemory } from "./out-of-memory.js";
import { requireWasm } from "./require-wasm.js";
import type { OpenThreads } from "./threads/open-threads.js";
import { createWasmContext, type WasmContext } from "./wasm-context.js";
import { settledOptions, type WasmOptions, where } from "./wasm-options.js";
import type { WebAssemblyInterface } from "./web-assembly.js";

/** Kernels count elements and bytes of one value in 32 signed bits. */
const bytesPerValue = 2 ** 31 - 65536;

/**
 * Opens a backend with these kernels: the part that the public functions share.
 *
 * @param threadsOpener gives what starts threads, when more than one is asked for; null where it was not picked.
 */
export async function openBackend(
  api: WebAssemblyInterface | undefined,
  kernels: Partial<KernelTable<WasmContext>>,
  gaps: Gaps,
  options: WasmOptions,
  threadsOpener: () => Promise<OpenThreads | null>,
): Promise<Backend<number>> {
  const settings = settledOptions(options);
  const { threads, memoryLimit } = settings;
  if (threads === 1) return openBackendSync(api, kernels, gaps, options);
  const platform = requireWasm(api);
  const createContext = (sharedBytes: number | null): WasmContext =>
    createWasmContext(platform, kernels, settings, sharedBytes);
  const open = await threadsOpener();
  const { context, note } = open
    ? await open(threads, memoryLimit, createContext)
    : { context: createContext(null), note: "one thread computes: openThreads was not picked" };
  return createBackend(context, gaps, settings, [note]);
}

/** The same at once, for one thread. */
export function openBackendSync(
  api: WebAssemblyInterface | undefined,
  kernels: Partial<KernelTable<WasmContext>>,
  gaps: Gaps,
  options: WasmOptions,
): Backend<number> {
  const settings = settledOptions(options);
  if (settings.threads > 1) {
    const problem = "threads cannot start at once";
    throw new ArgumentError({ where, problem, expected: "1", got: settings.threads, remedy: "Use openWasmBackend()." });
  }
  return createBackend(createWasmContext(requireWasm(api), kernels, settings, null), gaps, settings, []);
}

function createBackend(
  opened: WasmContext,
  gaps: Gaps,
  { memoryLimit }: Required<WasmOptions>,
  notes: string[],
): Backend<number> {
  let context: WasmContext | undefined = opened;
  const { counters, kernels } = opened;

  function live(): WasmContext {
    if (context) return context;
    throw new DisposedTensorError({ where, problem: "it was disposed", remedy: "Open another one." });
  }

  function readSync({ dtype, shape, handle, byteOffset }: Operand<number>): TypedArray {
    const copy = typedArray(dtype, elementCount(shape));
    const address = handle + byteOffset;
    bytesOf(copy).set(new Uint8Array(live().memory.buffer, address, copy.byteLength));
    return copy;
  }

  return {
    name: "wasm",
    dtypes: new Set(["float32", "int32", "bool"]),
    limits: { bytesPerValue: Math.min(bytesPerValue, memoryLimit), liveBytes: memoryLimit },
    gaps,
    notes,
    garbageCollected: false,

    plan(op, attrs, types) {
      const owner = live();
      const launch = kernels[op]?.(owner, attrs, types);
      if (!launch) return undefined;
      counters.plans++;
      return (operands, outputs, dynamic) => {
        live();
        counters.launches++;
        try {
          launch(operands, outputs, dynamic);
        } finally {
          owner.releaseScratch();
        }
      };
    },

    allocate(dtype, length) {
      const owner = live();
      const bytes = length * bytesPerElement[dtype];
      if (!(bytes <= bytesPerValue)) throw outOfMemory("a value is too large", `at most ${bytesPerValue} bytes`, bytes);
      const wanted = counters.liveBytes + blockSize(bytes);
      if (wanted > memoryLimit) throw outOfMemory("memoryLimit is reached", `at most ${memoryLimit} bytes`, wanted);
      const address = owner.reserve(bytes);
      counters.liveBytes = wanted;
      counters.allocations++;
      return address;
    },

    free(handle) {
      if (context) counters.liveBytes -= context.allocator.free(handle);
    },

    write(handle, byteOffset, bytes) {
      new Uint8Array(live().memory.buffer).set(bytes, handle + byteOffset);
    },

    read: async (operand) => readSync(operand),
    readSync,

    forget(constant) {
      context?.packedWeights.forget(constant);
    },

    async flush() {
      const problem = context?.threads?.takeLoss();
      if (!problem) return;
      const remedy = "No result was lost. From now on one thread computes; open the backend again for more.";
      const loss = new WorkerLostError({ where, problem, remedy });
      notes.push(loss.message);
      throw loss;
    },

    statistics: () => ({ ...counters }),

    dispose() {
      context?.threads?.dispose();
      context = undefined;
      counters.liveBytes = counters.packedBytes = 0;
    },
  };
}
