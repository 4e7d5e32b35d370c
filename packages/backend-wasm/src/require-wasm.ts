import { BackendUnavailableError } from "@sepconv/backend";
import { decodeHexadecimal } from "./hexadecimal.js";
import type { WebAssemblyInterface } from "./web-assembly.js";

/** `\0asm` and version 1: the smallest module. */
const header = "0061736d01000000";

/** One function `() → v128` with the body `i32.const 0; i8x16.splat`: its type, the function, its code. */
const simdModule = `${header}0105016000017b030201000a080106004100fd0f0b`;

/** One function `() → v128` that multiplies and adds zeros by `f32x4.relaxed_madd`. */
const relaxedModule = `${header}0105016000017b030201000a130111004100fd0f4100fd0f4100fd0ffd85020b`;

/**
 * The platform's WebAssembly, when it can run this package's modules.
 *
 * @throws BackendUnavailableError where there is no WebAssembly, where the page forbids it, and where it lacks SIMD.
 */
export function requireWasm(api: WebAssemblyInterface | undefined): WebAssemblyInterface {
  if (!api) throw unavailable("there is no WebAssembly here", "Run in a browser or runtime that has it");
  try {
    new api.Module(decodeHexadecimal(header));
  } catch (cause) {
    const problem = "the page's Content-Security-Policy forbids WebAssembly";
    throw unavailable(problem, "Add 'wasm-unsafe-eval' to its script-src", { cause });
  }
  if (api.validate(decodeHexadecimal(simdModule))) return api;
  throw unavailable("WebAssembly has no SIMD here", "Update the browser or runtime");
}

/** Whether it has relaxed SIMD, whose results depend on the processor in their last bit. */
export function hasRelaxedSimd(api: WebAssemblyInterface): boolean {
  return api.validate(decodeHexadecimal(relaxedModule));
}

function unavailable(problem: string, remedy: string, details?: { readonly cause: unknown }): BackendUnavailableError {
  return new BackendUnavailableError({
    where: "wasm backend",
    problem,
    remedy: `${remedy}, or use the CPU backend, from "@sepconv/backend-cpu".`,
    ...details,
  });
}
