import { ArgumentError, DisposedTensorError, OutOfMemoryError } from "@sepconv/backend";
import { describe, expect, test } from "vitest";
import { operand, overwrite, planned, requireReadSync, typeOf, valuesOf } from "../test/operands.js";
import { compileWasmModules, createWasmBackend, type WasmOptions } from "./index.js";
import { openWasmBackend, openWasmBackendSync, separableConv1d, unary } from "./pick.js";
import { openBackendSync } from "./wasm-backend.js";
import { globalWebAssembly } from "./web-assembly.js";

describe("options", () => {
  test("an unknown option is refused", async () => {
    const options: WasmOptions & { kernels: object } = { kernels: {} };
    const opening = createWasmBackend(options);
    await expect(opening).rejects.toThrow(ArgumentError);
    await expect(opening).rejects.toThrow(
      'wasm backend: unknown option; expected memoryLimit, threads, deterministic, modules, got "kernels".',
    );
    await expect(openWasmBackend({ unary }, options)).rejects.toThrow(ArgumentError);
  });

  test.each([0, 1.5, 66])("%s threads are refused", async (threads) => {
    await expect(createWasmBackend({ threads })).rejects.toThrow(
      `wasm backend: threads is not valid; expected a whole number from 1 to 65, got ${threads}.`,
    );
  });

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 32 + 1])(
    "memoryLimit %s is refused",
    async (limit) => {
      const opening = createWasmBackend({ memoryLimit: limit });
      await expect(opening).rejects.toThrow(ArgumentError);
      await expect(opening).rejects.toThrow(
        `wasm backend: memoryLimit is not a number of bytes; expected a whole number from 1 to 4294967296, got ${limit}.`,
      );
    },
  );

  test("memoryLimit is 1 GiB unless told otherwise", async () => {
    expect((await createWasmBackend()).limits.liveBytes).toBe(2 ** 30);
    expect((await createWasmBackend({ memoryLimit: 1000 })).limits).toEqual({ bytesPerValue: 1000, liveBytes: 1000 });
  });
});

describe("memory", () => {
  test("values beyond the limit are refused, and the backend stays usable", async () => {
    const backend = await createWasmBackend({ memoryLimit: 4096 });
    const first = backend.allocate("float32", 512);
    const allocate = () => backend.allocate("float32", 513);
    expect(allocate).toThrow(OutOfMemoryError);
    expect(allocate).toThrow(
      "wasm backend: memoryLimit is reached; expected at most 4096 bytes, got 4112. Dispose tensors, use tidy, or open the backend with a larger memoryLimit.",
    );
    backend.free(first);
    expect(backend.statistics().liveBytes).toBe(0);
    expect(allocate()).toBe(first);
    expect(backend.statistics()).toMatchObject({ allocations: 2, liveBytes: 2064 });
  });

  test("one value is at most what 32 bits address", async () => {
    const backend = await createWasmBackend({ memoryLimit: 2 ** 32 });
    expect(() => backend.allocate("float32", 2 ** 29)).toThrow(
      "wasm backend: a value is too large; expected at most 2147418112 bytes, got 2147483648. Dispose tensors, use tidy, or open the backend with a larger memoryLimit.",
    );
  });

  test("a memory that cannot grow is named, and the backend stays usable", () => {
    const api = globalWebAssembly();
    if (!api) throw new Error("these tests need WebAssembly");
    const { validate, Module, Instance } = api;
    // The largest size of the memory is 2 pages, whatever is asked for.
    class SmallMemory extends WebAssembly.Memory {
      constructor() {
        super({ initial: 1, maximum: 2 });
      }
    }
    const backend = openBackendSync({ validate, Module, Instance, Memory: SmallMemory }, {}, {}, {});
    const allocate = () => backend.allocate("float32", 40_000);
    expect(allocate).toThrow(OutOfMemoryError);
    expect(allocate).toThrow(
      "wasm backend: memory cannot grow; expected 160000 bytes more than there are, got 65536. Dispose tensors, use tidy, or open the backend with a larger memoryLimit.",
    );
    expect(backend.statistics().liveBytes).toBe(0);
    const value = operand(backend, [20_000], new Float32Array(20_000).fill(3));
    expect(valuesOf(backend, value)[19_999]).toBe(3);
  });

  test("a value keeps its elements while memory grows", async () => {
    const backend = await createWasmBackend();
    const value = operand(backend, [3], [1, 2, 3]);
    for (let round = 0; round < 8; round++) operand(backend, [100_000]);
    expect(valuesOf(backend, value)).toEqual([1, 2, 3]);
  });

  test("write and read copy", async () => {
    const backend = await createWasmBackend();
    const value = operand(backend, [4], [1, 2, 3, 4]);
    const read = await backend.read(value);
    overwrite(backend, value, [5, 6, 7, 8]);
    expect([...read]).toEqual([1, 2, 3, 4]);
    read[0] = 9;
    expect(valuesOf(backend, value)).toEqual([5, 6, 7, 8]);
    const part = { ...value, byteOffset: 8, shape: [2] };
    expect([...(await backend.read(part))]).toEqual([7, 8]);
  });
});

describe("opening", () => {
  test("at once, with kernels that are picked, for one thread", () => {
    const backend = openWasmBackendSync({ unary });
    const [x, y] = [operand(backend, [3], [1, -2, 3]), operand(backend, [3])];
    planned(backend.plan("unary", { kind: "neg" }, { x: typeOf(x) }))({ x }, { y }, {});
    expect(valuesOf(backend, y)).toEqual([-1, 2, -3]);
    expect(() => openWasmBackendSync({ unary }, { threads: 2 } as object)).toThrow(
      "wasm backend: threads cannot start at once; expected 1, got 2. Use openWasmBackend().",
    );
  });

  test.each([false, true])("with modules that are compiled already, deterministic %s", (deterministic) => {
    const api = globalWebAssembly();
    if (!api) throw new Error("these tests need WebAssembly");
    const modules = compileWasmModules({ deterministic });
    class NoModule {
      constructor(bytes: Uint8Array) {
        if (bytes.length > 8) throw new Error("nothing is left to compile");
      }
    }
    const { validate, Memory, Instance } = api;
    const backend = openBackendSync(
      { validate, Memory, Instance, Module: NoModule },
      { separableConv1d, unary },
      {},
      {
        modules,
        deterministic,
      },
    );
    const x = operand(backend, [1], [4]);
    expect(backend.plan("unary", { kind: "sqrt" }, { x: typeOf(x) })).toBeTypeOf("function");
  });

  test("in a relaxed build where the platform has it, and in a plain one where bits must be the same everywhere", () => {
    const [relaxed, plain] = [false, true].map((deterministic) => sumOfProducts(deterministic));
    // 1 + 2⁻¹² squared needs more than 24 bits: an addition that cancels the rest shows whether it was rounded before.
    expect(plain).toBe(0);
    expect([0, 2 ** -24]).toContain(relaxed);
  });
});

/** (1 + 2⁻¹²)² − (1 + 2⁻¹¹), of which the product alone has 2⁻²⁴ more than fits. */
function sumOfProducts(deterministic: boolean): number | undefined {
  const backend = openWasmBackendSync({ separableConv1d }, { deterministic });
  const near = 1 + 2 ** -12;
  const operands = {
    x: operand(backend, [1, 1, 1], [near]),
    depthwise: operand(backend, [1, 1, 1], [1]),
    pointwise: operand(backend, [1, 1, 1], [near]),
    bias: operand(backend, [1], [-(1 + 2 ** -11)]),
  };
  const y = operand(backend, [1, 1, 1]);
  const types = {
    x: typeOf(operands.x),
    depthwise: typeOf(operands.depthwise, [0, 1, 2]),
    pointwise: typeOf(operands.pointwise, [2]),
    bias: typeOf(operands.bias),
  };
  const attrs = { stride: 1, dilation: 1, activation: null };
  planned(backend.plan("separableConv1d", attrs, types))(operands, { y }, { padLeft: 0 });
  return valuesOf(backend, y)[0];
}

describe("picking", () => {
  test("an op that was not picked has no plan", async () => {
    const backend = await openWasmBackend({ separableConv1d });
    const x = operand(backend, [1], [1]);
    expect(backend.plan("unary", { kind: "neg" }, { x: typeOf(x) })).toBeUndefined();
    expect(backend.statistics().plans).toBe(0);
  });

  test("modules are instantiated once, by the first plan that needs them", async () => {
    const backend = await createWasmBackend();
    const x = operand(backend, [1], [1]);
    expect(backend.statistics().compilations).toBe(0);
    for (const kind of ["neg", "abs", "exp"] as const) backend.plan("unary", { kind }, { x: typeOf(x) });
    backend.plan("binary", { kind: "add" }, { a: typeOf(x), b: typeOf(x) });
    expect(backend.statistics()).toMatchObject({ plans: 4, compilations: 1, launches: 0, submits: 0 });
  });
});

describe("dispose", () => {
  test("what was disposed refuses work, by name", async () => {
    const backend = await createWasmBackend();
    const x = operand(backend, [2], [1, 2]);
    const launch = planned(backend.plan("unary", { kind: "neg" }, { x: typeOf(x) }));
    backend.dispose();
    const message = "wasm backend: it was disposed. Open another one.";
    const uses = [
      () => backend.allocate("float32", 1),
      () => backend.write(x.handle, 0, new Uint8Array(4)),
      () => requireReadSync(backend)(x),
      () => launch({ x }, { y: x }, {}),
      () => backend.plan("unary", { kind: "neg" }, { x: typeOf(x) }),
    ];
    for (const use of uses) {
      expect(use).toThrow(DisposedTensorError);
      expect(use).toThrow(message);
    }
    await expect(backend.read(x)).rejects.toThrow(message);
  });

  test("ends twice without complaint, and late frees are harmless", async () => {
    const backend = await createWasmBackend();
    const x = operand(backend, [2], [1, 2]);
    backend.dispose();
    backend.dispose();
    backend.free(x.handle);
    backend.forget({ version: 1 });
    expect(backend.statistics()).toMatchObject({ liveBytes: 0, packedBytes: 0, allocations: 1 });
  });
});
