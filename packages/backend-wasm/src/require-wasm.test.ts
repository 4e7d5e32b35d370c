import { BackendUnavailableError } from "@sepconv/backend";
import { describe, expect, test } from "vitest";
import { openBackendSync } from "./wasm-backend.js";
import { globalWebAssembly, type WebAssemblyInterface } from "./web-assembly.js";

function open(changes: Partial<WebAssemblyInterface>): () => unknown {
  const api = globalWebAssembly();
  if (!api) throw new Error("these tests need WebAssembly");
  const { validate, Memory, Module, Instance } = api;
  return openOn({ validate, Memory, Module, Instance, ...changes });
}

function openOn(api: WebAssemblyInterface | undefined): () => unknown {
  return () => openBackendSync(api, {}, {}, {});
}

describe("opening without what it needs", () => {
  test("a platform that has everything opens", () => {
    expect(open({})).not.toThrow();
  });

  test("no WebAssembly", () => {
    expect(openOn(undefined)).toThrow(
      new BackendUnavailableError({
        where: "wasm backend",
        problem: "there is no WebAssembly here",
        remedy: 'Run in a browser or runtime that has it, or use the CPU backend, from "@sepconv/backend-cpu".',
      }),
    );
  });

  test("a Content-Security-Policy that forbids it", () => {
    const cause = new WebAssembly.CompileError("Wasm code generation disallowed by embedder");
    class Forbidden {
      constructor() {
        throw cause;
      }
    }
    const opening = open({ Module: Forbidden });
    expect(opening).toThrow(BackendUnavailableError);
    expect(opening).toThrow(
      "wasm backend: the page's Content-Security-Policy forbids WebAssembly. Add 'wasm-unsafe-eval' to its script-src, or use the CPU backend, from \"@sepconv/backend-cpu\".",
    );
    expect(opening).toThrow(expect.objectContaining({ cause, code: "BACKEND_UNAVAILABLE" }));
  });

  test("no SIMD", () => {
    const opening = open({ validate: () => false });
    expect(opening).toThrow(BackendUnavailableError);
    expect(opening).toThrow(
      'wasm backend: WebAssembly has no SIMD here. Update the browser or runtime, or use the CPU backend, from "@sepconv/backend-cpu".',
    );
  });

  test("SIMD is asked for with modules that use it, relaxed SIMD where bits may differ", () => {
    const asked: Uint8Array[] = [];
    open({
      validate: (bytes) => {
        asked.push(bytes);
        return WebAssembly.validate(Uint8Array.from(bytes));
      },
    })();
    expect(asked).toHaveLength(2);
    const [simd, relaxed] = asked.map((bytes) => Uint8Array.from(bytes));
    simd?.set([0x6a], simd.length - 2); // i32.add in place of i8x16.splat
    expect(WebAssembly.validate(simd ?? new Uint8Array())).toBe(false);
    relaxed?.set([0xe4, 1], relaxed.length - 3); // f32x4.add leaves one vector too many
    expect(WebAssembly.validate(relaxed ?? new Uint8Array())).toBe(false);
  });
});
