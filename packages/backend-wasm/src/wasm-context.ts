import type { BackendContext, BackendStatistics, KernelTable, Operand } from "@sepconv/backend";
import { type Allocator, blockSize, createAllocator } from "./allocator.js";
import { compileBinary, familyOf, type WasmBinary } from "./compile-binary.js";
import { outOfMemory } from "./out-of-memory.js";
import { createPackedWeights, type PackedWeights } from "./packed-weights.js";
import { hasRelaxedSimd } from "./require-wasm.js";
import type { ThreadPool } from "./threads/thread-pool.js";
import type { WasmOptions } from "./wasm-options.js";
import type { WasmMemory, WebAssemblyInterface } from "./web-assembly.js";

/** The numbers behind `statistics()`: whoever changes something counts it here. */
export type WasmCounters = { -readonly [Name in keyof BackendStatistics]: number };

/** A module's function that computes a range of items. */
export type RangeFunction = (scratch: number, first: number, last: number, ...rest: number[]) => void;

/** Work that is cut into items, ranges of which can be computed in any order and more than once. */
export interface RangeWork {
  readonly items: number;
  /** Multiplications and additions of one item, about. */
  readonly flopsPerItem: number;
  /** Memory that each range needs for itself; 0 for none. */
  readonly scratchBytes: number;
  /** The function's arguments behind `(scratch, first, last)`. */
  readonly rest: readonly number[];
}

/** What kernels work with. Handles are byte addresses in one linear memory that all modules share. */
export interface WasmContext extends BackendContext<number> {
  readonly memory: WasmMemory;
  readonly allocator: Allocator;
  readonly packedWeights: PackedWeights;
  readonly counters: WasmCounters;
  /** The kernels that the backend was opened with. */
  readonly kernels: Partial<KernelTable<WasmContext>>;
  /** Threads that share the work, once they have started. */
  threads: ThreadPool | null;
  /** The functions of a module, which is compiled when it is first asked for. */
  instance<Functions>(binary: WasmBinary<Functions>): Functions;
  /** Memory with undefined content. @throws OutOfMemoryError */
  reserve(bytes: number): number;
  /** Memory with undefined content until the launch ends. @throws OutOfMemoryError */
  scratch(bytes: number): number;
  /** Runs a module's function over all items of its work. */
  distribute<Name extends string>(
    binary: WasmBinary<Readonly<Record<Name, RangeFunction>>>,
    name: Name,
    work: RangeWork,
  ): void;
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
const mostPages = 65536;
/** Where blocks begin; address 0 is none, as kernels read it as "absent". */
const firstAddress = 0;
/** Inner loops load whole vectors and may read up to 28 bytes past an operand: the last bytes of memory stay unused. */
const readableBytesBehind = 64;
/** Memory grows by at least half its size up to this, as each growth replaces the buffer. */
const largestStep = 256;

/**
 * @param sharedBytes the most bytes of memory that workers share; null for memory of one thread.
 * @throws RangeError where there is no such memory.
 */
export function createWasmContext(
  api: WebAssemblyInterface,
  kernels: Partial<KernelTable<WasmContext>>,
  { deterministic, modules }: Required<WasmOptions>,
  sharedBytes: number | null,
): WasmContext {
  const shared = sharedBytes !== null;
  const maximum = shared ? Math.min(Math.ceil(sharedBytes / bytesPerPage), mostPages) : mostPages;
  const memory = new api.Memory({ initial: 1, maximum, shared });
  const relaxed = !deterministic && hasRelaxedSimd(api);
  const usableEnd = () => memory.buffer.byteLength - readableBytesBehind;
  const allocator = createAllocator(memory, firstAddress, usableEnd(), (bytes) => {
    const needed = Math.ceil(bytes / bytesPerPage);
    const wanted = Math.max(needed, Math.min(memory.buffer.byteLength / bytesPerPage / 2, largestStep));
    if (!growBy(memory, Math.ceil(wanted))) growBy(memory, needed);
    return usableEnd();
  });
  const counters: WasmCounters = {
    plans: 0,
    compilations: 0,
    packs: 0,
    allocations: 0,
    launches: 0,
    submits: 0,
    liveBytes: 0,
    packedBytes: 0,
    peakScratchBytes: 0,
  };
  const packedWeights = createPackedWeights(reserve, allocator.free, counters);
  const compiledBinaries: CompiledBinaries = new Map();
  const held: number[] = [];
  let scratchBytes = 0;

  function compile<Functions>(binary: WasmBinary<Functions>): Compiled<Functions> {
    counters.compilations++;
    const module = modules[familyOf(binary)] ?? compileBinary(api, binary, { relaxed, shared });
    return { module, functions: new api.Instance<Functions>(module, { env: { memory } }).exports };
  }

  function compiled<Functions>(binary: WasmBinary<Functions>): Compiled<Functions> {
    const known = compiledBinaries.get(binary) ?? compile(binary);
    compiledBinaries.set(binary, known);
    return known;
  }

  function reserve(bytes: number): number {
    const address = allocator.allocate(bytes);
    if (address !== undefined) return address;
    throw outOfMemory("memory cannot grow", `${bytes} bytes more than there are`, memory.buffer.byteLength);
  }

  function scratch(bytes: number): number {
    const address = reserve(bytes);
    held.push(address);
    scratchBytes += blockSize(bytes);
    counters.peakScratchBytes = Math.max(counters.peakScratchBytes, scratchBytes);
    return address;
  }

  return {
    memory,
    kernels,
    allocator,
    packedWeights,
    counters,
    threads: null,
    reserve,
    scratch,
    instance: (binary) => compiled(binary).functions,

    distribute(binary, name, work) {
      const { items, scratchBytes, rest } = work;
      const { module, functions } = compiled(binary);
      const run = functions[name];
      const pool = this.threads?.accepts(work) ? this.threads : null;
      const memoryOfRanges = scratchBytes && scratch(scratchBytes * (this.threads?.threads ?? 1));
      if (pool) pool.run(module, functions, run, work, memoryOfRanges);
      else run(memoryOfRanges, 0, items, ...rest);
    },

    releaseScratch() {
      for (const address of held) scratchBytes -= allocator.free(address);
      held.length = 0;
    },

    packed(operand, layout, bytes, pack) {
      const packTo = (target: number) => pack(addressOf(operand), target);
      if (operand.constant) return packedWeights.find(operand.constant, layout, bytes, packTo);
      const target = scratch(bytes);
      packTo(target);
      return target;
    },
  };
}

interface Compiled<Functions> {
  readonly module: object;
  /** The instance's exports. */
  readonly functions: Functions;
}

/** What is kept for a binary is of that binary. */
interface CompiledBinaries {
  get<Functions>(binary: WasmBinary<Functions>): Compiled<Functions> | undefined;
  set<Functions>(binary: WasmBinary<Functions>, compiled: Compiled<Functions>): void;
}

function growBy(memory: WasmMemory, pages: number): boolean {
  try {
    memory.grow(pages);
    return true;
  } catch {
    return false;
  }
}
