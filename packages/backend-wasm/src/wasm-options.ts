import { ArgumentError } from "@sepconv/backend";
import type { WasmModules } from "./compile-wasm-modules.js";

/** What the functions that open a backend take. */
export interface WasmOptions {
  /**
   * The most bytes that values may hold together; 1 GiB unless told otherwise. Packed weights and the scratch memory of
   * kernels come on top.
   */
  readonly memoryLimit?: number;
  /**
   * How many threads compute, the calling one among them. Default: 1. More need shared memory: Node, or a page that is
   * cross-origin isolated. Where they cannot start, one computes, and the device's `report()` says why.
   */
  readonly threads?: number;
  /**
   * Whether results have the same bits on every machine. Default: false, and instructions that multiply and add at once are
   * used where the platform has them, which round once or twice as the processor does.
   */
  readonly deterministic?: boolean;
  /** Modules that `compileWasmModules` has compiled, perhaps in another thread. Default: none, each is compiled when it is first used. */
  readonly modules?: WasmModules;
}

export const where = "wasm backend";
const names = ["memoryLimit", "threads", "deterministic", "modules"];
const defaultMemoryLimit = 2 ** 30;
const addressableBytes = 2 ** 32;
const mostThreads = 65;

/** The options with their defaults. @throws ArgumentError for one that is unknown or has no valid value. */
export function settledOptions(options: WasmOptions): Required<WasmOptions> {
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new ArgumentError({ where, problem: "unknown option", expected: names.join(", "), got: unknown });
  }
  const { memoryLimit = defaultMemoryLimit, threads = 1, deterministic = false, modules = {} } = options;
  checkNumber("memoryLimit is not a number of bytes", memoryLimit, addressableBytes);
  checkNumber("threads is not valid", threads, mostThreads);
  return { memoryLimit, threads, deterministic, modules };
}

function checkNumber(problem: string, got: number, most: number): void {
  if (Number.isInteger(got) && got > 0 && got <= most) return;
  throw new ArgumentError({ where, problem, expected: `a whole number from 1 to ${most}`, got });
}
