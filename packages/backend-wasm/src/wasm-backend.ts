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
} from "@sepconv/backend";
import { blockSize } from "./allocator.js";
import { outOfMemory } from "./out-of-memory.js";
import { requireWasm } from "./require-wasm.js";
import { createWasmContext, type WasmContext } from "./wasm-context.js";
import type { WebAssemblyInterface } from "./web-assembly.js";

export interface WasmOptions {
  /**
   * The most bytes that values may hold together; 1 GiB unless told otherwise. Packed weights and the scratch memory of
   * kernels come on top.
   */
  readonly memoryLimit?: number;
  /** How many threads compute. More than 1 is not supported yet. */
  readonly threads?: 1;
  /** Whether results have the same bits on every machine. They always have, so far. */
  readonly deterministic?: boolean;
}

const where = "wasm backend";
const defaultMemoryLimit = 2 ** 30;
const addressableBytes = 2 ** 32;
/** Kernels count elements and bytes of one value in 32 signed bits. */
const bytesPerValue = 2 ** 31 - 65536;

/** Opens a backend with these kernels on what the platform has: the part that the public functions share. */
export function createBackend(
  api: WebAssemblyInterface | undefined,
  kernels: Partial<KernelTable<WasmContext>>,
  gaps: Gaps,
  options: WasmOptions,
): Backend<number> {
  const memoryLimit = memoryLimitOf(options);
  let context: WasmContext | undefined = createWasmContext(requireWasm(api));
  const { counters } = context;

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
    dtypes: new Set(["float32"]),
    limits: { bytesPerValue: Math.min(bytesPerValue, memoryLimit), liveBytes: memoryLimit },
    gaps,
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

    statistics: () => ({ ...counters }),

    dispose() {
      context = undefined;
      counters.liveBytes = counters.packedBytes = 0;
    },
  };
}

function memoryLimitOf({
  memoryLimit = defaultMemoryLimit,
  threads = 1,
  deterministic: _,
  ...others
}: WasmOptions): number {
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    const expected = "memoryLimit, threads or deterministic";
    throw new ArgumentError({ where, problem: "unknown option", expected, got: unknown });
  }
  if (threads !== 1)
    throw new ArgumentError({ where, problem: "threads is not supported yet", expected: "1", got: threads });
  if (Number.isInteger(memoryLimit) && memoryLimit > 0 && memoryLimit <= addressableBytes) return memoryLimit;
  throw new ArgumentError({
    where,
    problem: "memoryLimit is not a number of bytes",
    expected: `a whole number from 1 to ${addressableBytes}`,
    got: memoryLimit,
  });
}
