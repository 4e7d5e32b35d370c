import { BackendUnavailableError } from "@sepconv/backend";
import type { WebAssemblyInterface } from "./web-assembly.js";

/** `\0asm` and version 1: the smallest module. */
const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** A module of one function `() → v128` with this body: the sections of its type, of the function and of its code. */
function moduleOf(...body: number[]): Uint8Array {
  const { length } = body;
  return Uint8Array.of(...header, 1, 5, 1, 0x60, 0, 1, 0x7b, 3, 2, 1, 0, 10, length + 4, 1, length + 2, 0, ...body, 11);
}

/** `i32.const 0; i8x16.splat` */
const zeros = [0x41, 0, 0xfd, 0x0f];

/** `f32x4.relaxed_madd` */
const multiplyAdd = [0xfd, 0x85, 2];

/**
 * The platform's WebAssembly, when it can run this package's modules.
 *
 * @throws BackendUnavailableError where there is no WebAssembly, where the page forbids it, and where it lacks SIMD.
 */
export function requireWasm(api: WebAssemblyInterface | undefined): WebAssemblyInterface {
  if (!api) throw unavailable("there is no WebAssembly here", "Run in a browser or runtime that has it");
  try {
    new api.Module(Uint8Array.of(...header));
  } catch (cause) {
    const problem = "the page's Content-Security-Policy forbids WebAssembly";
    throw unavailable(problem, "Add 'wasm-unsafe-eval' to its script-src", { cause });
  }
  if (api.validate(moduleOf(...zeros))) return api;
  throw unavailable("WebAssembly has no SIMD here", "Update the browser or runtime");
}

/** Whether it has relaxed SIMD, whose results depend on the processor in their last bit. */
export function hasRelaxedSimd(api: WebAssemblyInterface): boolean {
  return api.validate(moduleOf(...zeros, ...zeros, ...zeros, ...multiplyAdd));
}

function unavailable(problem: string, remedy: string, details?: { readonly cause: unknown }): BackendUnavailableError {
  return new BackendUnavailableError({
    where: "wasm backend",
    problem,
    remedy: `${remedy}, or use the CPU backend, from "@sepconv/backend-cpu".`,
    ...details,
  });
}
