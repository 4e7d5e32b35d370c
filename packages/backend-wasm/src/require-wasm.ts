import { BackendUnavailableError } from "@sepconv/backend";
import type { WasmPlatform, WebAssemblyInterface } from "./wasm-platform.js";

const where = "wasm backend";
const useCpu = 'use the CPU backend, from "@sepconv/backend-cpu"';

/** `\0asm` and version 1: the smallest module. */
const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/** One function `() → v128` with the body `i32.const 0; i8x16.splat`. */
const simdModule = [
  ...header,
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b], // types: () → v128
  ...[0x03, 0x02, 0x01, 0x00], // functions: one of that type
  ...[0x0a, 0x08, 0x01, 0x06, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0x0b], // code
];

/**
 * The platform's WebAssembly, when it can run this package's modules.
 *
 * @throws BackendUnavailableError where there is no WebAssembly, where the page forbids it, and where it lacks SIMD.
 */
export function requireWasm({ WebAssembly: api }: WasmPlatform): WebAssemblyInterface {
  if (!api) {
    throw new BackendUnavailableError({
      where,
      problem: "there is no WebAssembly here",
      remedy: `Run in a browser or runtime that has it, or ${useCpu}.`,
    });
  }
  try {
    new api.Module(Uint8Array.from(header));
  } catch (cause) {
    throw new BackendUnavailableError({
      where,
      problem: "the page's Content-Security-Policy forbids WebAssembly",
      remedy: `Add 'wasm-unsafe-eval' to its script-src, or ${useCpu}.`,
      cause,
    });
  }
  if (!api.validate(Uint8Array.from(simdModule))) {
    throw new BackendUnavailableError({
      where,
      problem: "WebAssembly has no SIMD here",
      remedy: `Update the browser or runtime, or ${useCpu}.`,
    });
  }
  return api;
}
