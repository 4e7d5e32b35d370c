import { type BackendContext, type Operand, OutOfMemoryError } from "@sepconv/backend";
import { type Allocator, createAllocator } from "./allocator.js";
import { createPackedWeights, type PackedWeights } from "./packed-weights.js";
import type { WasmMemory, WasmPlatform, WebAssemblyInterface } from "./wasm-platform.js";

/** A module in base64, with the type of the functions that it exports. */
export type WasmBinary<Functions> = string & { readonly functions?: Functions };

/** What kernels work with. Handles are byte addresses in one linear memory that all modules share. */
export interface WasmContext extends BackendContext<number> {
  readonly memory: WasmMemory;
  readonly allocator: Allocator;
  readonly packedWeights: PackedWeights;
  /** Modules instantiated so far. */
  readonly compilations: number;
  readonly peakScratchBytes: number;
  /** The functions of a module, which is compiled when it is first asked for. */
  instance<Functions>(binary: WasmBinary<Functions>): Functions;
  /** Memory with undefined content. @throws OutOfMemoryError */
  reserve(bytes: number): number;
  /** Memory with undefined content until the launch ends. @throws OutOfMemoryError */
  scratch(bytes: number): number;
  /** Ends the scratch of a launch. */
  releaseScratch(): void;
  /**
   * The address of a weight in another layout: kept where the operand is a variable, in scratch where it is not.
   *
   * @param layout the name of the layout and all that it depends on but the variable itself.
   */
  packed(
    operand: Operand<number>,
    layout: string,
    bytes: number,
    pack: (source: number, target: number) => void,
  ): number;
}

/** Where an operand begins. */
export function addressOf(operand: Operand<number>): number {
  return operand.handle + operand.byteOffset;
}

const bytesPerPage = 65536;
/** Nothing starts at address 0, which kernels read as "absent". */
const firstAddress = 64;
/** Inner loops load whole vectors and may read up to 28 bytes past an operand: the last bytes of memory stay unused. */
const readableBytesBehind = 64;
/** Memory grows by at least half its size up to this, as each growth replaces the buffer. */
const largestStep = 256;

export function createWasmContext(api: WebAssemblyInterface, atob: WasmPlatform["atob"]): WasmContext {
  const memory = new api.Memory({ initial: 1 });
  const usableEnd = () => memory.buffer.byteLength - readableBytesBehind;
  const allocator = createAllocator(firstAddress, usableEnd(), (bytes) => {
    const needed = Math.ceil(bytes / bytesPerPage);
    const wanted = Math.max(needed, Math.min(memory.buffer.byteLength / bytesPerPage / 2, largestStep));
    if (!growBy(memory, Math.ceil(wanted))) growBy(memory, needed);
    return usableEnd();
  });
  const packedWeights = createPackedWeights(allocator);
  const instances: InstanceCache = new Map();
  const held: number[] = [];
  let compilations = 0;
  let scratchBytes = 0;
  let peakScratchBytes = 0;

  function compile<Functions>(binary: WasmBinary<Functions>): Functions {
    const bytes = Uint8Array.from(atob(binary), (character) => character.charCodeAt(0));
    return new api.Instance<Functions>(new api.Module(bytes), { env: { memory } }).exports;
  }

  function reserve(bytes: number): number {
    const address = allocator.allocate(bytes);
    if (address === undefined) {
      throw new OutOfMemoryError({
        where: "wasm backend",
        problem: "memory cannot grow",
        expected: `${bytes} bytes more than there are`,
        got: memory.buffer.byteLength,
        remedy: "Dispose tensors that are no longer needed, or use tidy.",
      });
    }
    return address;
  }

  function scratch(bytes: number): number {
    const address = reserve(bytes);
    held.push(address);
    scratchBytes += allocator.sizeOf(address);
    peakScratchBytes = Math.max(peakScratchBytes, scratchBytes);
    return address;
  }

  return {
    memory,
    allocator,
    packedWeights,
    get compilations() {
      return compilations;
    },
    get peakScratchBytes() {
      return peakScratchBytes;
    },
    reserve,
    scratch,

    instance(binary) {
      let functions = instances.get(binary);
      if (!functions) {
        functions = compile(binary);
        instances.set(binary, functions);
        compilations++;
      }
      return functions;
    },

    releaseScratch() {
      for (const address of held) scratchBytes -= allocator.free(address);
      held.length = 0;
    },

    packed(operand, layout, bytes, pack) {
      const packTo = (target: number) => pack(addressOf(operand), target);
      if (operand.constant) return packedWeights.find(operand.constant, layout, () => reserve(bytes), packTo);
      const target = scratch(bytes);
      packTo(target);
      return target;
    },
  };
}

/** What is kept for a binary are the functions of that binary. */
interface InstanceCache {
  get<Functions>(binary: WasmBinary<Functions>): Functions | undefined;
  set<Functions>(binary: WasmBinary<Functions>, functions: Functions): void;
}

function growBy(memory: WasmMemory, pages: number): boolean {
  try {
    memory.grow(pages);
    return true;
  } catch {
    return false;
  }
}
