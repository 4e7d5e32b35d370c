import {
  type Backend,
  bytesOf,
  DeviceFaultError,
  DeviceLostError,
  DisposedTensorError,
  DTypeError,
  type Kernel,
  type Operand,
  OutOfMemoryError,
  type Shape,
} from "@sepconv/backend";
import { afterEach, describe, expect, it } from "vitest";
import { createWebGpuBackend } from "./index.js";
import { openWebGpuBackend, unary, type WebGpuContext } from "./pick.js";

const opened: Backend<GPUBuffer>[] = [];

afterEach(() => {
  for (const backend of opened.splice(0)) backend.dispose();
});

async function keep(opening: Promise<Backend<GPUBuffer>>): Promise<Backend<GPUBuffer>> {
  const backend = await opening;
  opened.push(backend);
  return backend;
}

async function requestDevice(): Promise<GPUDevice> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error("this browser has no WebGPU adapter; see CONTRIBUTING.md for the flags it needs");
  return await adapter.requestDevice();
}

function blank(backend: Backend<GPUBuffer>, shape: Shape): Operand<GPUBuffer> {
  const length = shape.reduce((product, extent) => product * extent, 1);
  return { handle: backend.allocate("float32", length), byteOffset: 0, dtype: "float32", shape, constant: null };
}

function place(backend: Backend<GPUBuffer>, values: readonly number[]): Operand<GPUBuffer> {
  const operand = blank(backend, [values.length]);
  backend.write(operand.handle, 0, bytesOf(Float32Array.from(values)));
  return operand;
}

/** −x, launched. */
function negate(backend: Backend<GPUBuffer>, x: Operand<GPUBuffer>): Operand<GPUBuffer> {
  const type = { dtype: x.dtype, rank: x.shape.length, static: [] };
  const launch = backend.plan("unary", { kind: "neg" }, { x: type });
  const y = blank(backend, x.shape);
  launch?.({ x }, { y }, {});
  return y;
}

/** A kernel whose shader is no WGSL. */
const misspelt: Kernel<"binary", WebGpuContext> = (context) => {
  const pipeline = context.pipeline("binary", { code: "fn main( {", reads: 2, writes: 1 });
  return ({ a, b }, { y }) =>
    context.dispatch({ pipeline, reads: [a, b], writes: [y], uniforms: new Uint32Array(1), workgroups: 1 });
};

function launchBinary(backend: Backend<GPUBuffer>, x: Operand<GPUBuffer>): void {
  const type = { dtype: x.dtype, rank: x.shape.length, static: [] };
  const launch = backend.plan("binary", { kind: "add" }, { a: type, b: type });
  launch?.({ a: x, b: x }, { y: blank(backend, x.shape) }, {});
}

describe("faults of the device", () => {
  it("tells a shader that does not compile at the next read, naming the op, and goes on", async () => {
    const backend = await keep(openWebGpuBackend({ unary, binary: misspelt }));
    const x = place(backend, [1, -2]);
    launchBinary(backend, x);
    const failure = await backend.read(x).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DeviceFaultError);
    expect(String(failure)).toMatch(/^DeviceFaultError: binary: the device refused the work \(.*\)\. What it was/);
    expect(await backend.read(negate(backend, x))).toEqual(Float32Array.of(-1, 2));
  });

  it("leaves other ops of a batch alone once a shader is known not to compile", async () => {
    const backend = await keep(openWebGpuBackend({ unary, binary: misspelt }));
    const x = place(backend, [1, -2]);
    launchBinary(backend, x);
    await expect(backend.flush?.()).rejects.toThrow(DeviceFaultError);
    const y = negate(backend, x);
    launchBinary(backend, x);
    await expect(backend.flush?.()).rejects.toThrow(/^binary: /);
    expect(await backend.read(y)).toEqual(Float32Array.of(-1, 2));
  });

  it("names the ops of a batch that the device refuses", async () => {
    const device = await requestDevice();
    const uncaptured: string[] = [];
    device.addEventListener("uncapturederror", ({ error }) => uncaptured.push(error.message));
    const backend = await keep(createWebGpuBackend({ device }));
    const x = place(backend, [1, -2]);
    const launch = backend.plan("unary", { kind: "neg" }, { x: { dtype: "float32", rank: 1, static: [] } });
    // Reading and writing one buffer in one dispatch is not allowed.
    launch?.({ x }, { y: x }, {});
    await expect(backend.flush?.()).rejects.toThrow(/^unary: the device refused the work \(/);
    expect(await backend.read(negate(backend, x))).toEqual(Float32Array.of(-1, 2));
    expect(uncaptured).toEqual([]);
  });
});

describe("a device that ends", () => {
  it("rejects pending and later reads once the device is lost, and refuses new work", async () => {
    const device = await requestDevice();
    const backend = await keep(createWebGpuBackend({ device }));
    const x = place(backend, [1, 2, 3]);
    await backend.flush?.();
    const pending = [backend.read(x), backend.read(negate(backend, x)), backend.flush?.()];
    device.destroy();
    const outcomes = await Promise.allSettled(pending);
    for (const outcome of outcomes) {
      // What was finished before the end may still arrive.
      if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(DeviceLostError);
    }
    await device.lost;
    await expect(backend.read(x)).rejects.toThrow(DeviceLostError);
    await expect(backend.flush?.()).rejects.toThrow(DeviceLostError);
    expect(() => backend.allocate("float32", 1)).toThrow(DeviceLostError);
    expect(() => negate(backend, x)).toThrow(
      /^device "webgpu": the graphics device was lost \(destroyed.*\)\. Open it again with createWebGpuBackend\(\)/,
    );
    await expect(createWebGpuBackend({ device })).rejects.toThrow(
      "createWebGpuBackend: the given device is lost (destroyed). Request a new device",
    );
  });

  it("rejects pending reads when it is disposed, twice without harm", async () => {
    const backend = await keep(createWebGpuBackend());
    const x = place(backend, [1, 2, 3]);
    const pending = backend.read(x);
    backend.dispose();
    backend.dispose();
    await expect(pending).rejects.toThrow(DisposedTensorError);
    await expect(backend.read(x)).rejects.toThrow(DisposedTensorError);
    expect(() => backend.allocate("float32", 1)).toThrow(DisposedTensorError);
    backend.free(x.handle);
    expect(backend.statistics().liveBytes).toBe(0);
  });

  it("destroys its own device with the backend, and leaves a given one alone", async () => {
    const devices: GPUDevice[] = [];
    const gpu = {
      requestAdapter: () =>
        Promise.resolve({
          limits: { maxBufferSize: 2 ** 28, maxStorageBufferBindingSize: 2 ** 27 },
          async requestDevice() {
            const device = await requestDevice();
            devices.push(device);
            return device;
          },
        }),
    };
    const own = await createWebGpuBackend({ gpu });
    own.dispose();
    expect((await devices[0]?.lost)?.reason).toBe("destroyed");

    const device = await requestDevice();
    const first = await createWebGpuBackend({ device });
    first.dispose();
    const second = await keep(createWebGpuBackend({ device }));
    expect(await second.read(negate(second, place(second, [4])))).toEqual(Float32Array.of(-4));
    device.destroy();
  });
});

describe("batches and memory", () => {
  it("submits at a read, after 64 dispatches, or when the caller's turn ends", async () => {
    const backend = await keep(createWebGpuBackend());
    const x = place(backend, [1, 2]);
    const before = backend.statistics().submits;
    for (let i = 0; i < 63; i++) backend.free(negate(backend, x).handle);
    expect(backend.statistics().submits).toBe(before);
    backend.free(negate(backend, x).handle);
    expect(backend.statistics().submits).toBe(before + 1);
    negate(backend, x);
    expect(backend.statistics().submits).toBe(before + 1);
    await Promise.resolve();
    expect(backend.statistics().submits).toBe(before + 2);
    const y = negate(backend, x);
    expect(await backend.read(y)).toEqual(Float32Array.of(-1, -2));
    expect(backend.statistics().submits).toBe(before + 3);
  });

  it("keeps the host's writes behind recorded launches that read the old value", async () => {
    const backend = await keep(createWebGpuBackend());
    const x = place(backend, [1, 2]);
    const first = negate(backend, x);
    backend.write(x.handle, 0, bytesOf(Float32Array.of(5, 6)));
    const second = negate(backend, x);
    backend.free(x.handle);
    const reused = place(backend, [8, 9]);
    expect(await backend.read(first)).toEqual(Float32Array.of(-1, -2));
    expect(await backend.read(second)).toEqual(Float32Array.of(-5, -6));
    expect(await backend.read(reused)).toEqual(Float32Array.of(8, 9));
  });

  it("folds more workgroups than one dimension takes", async () => {
    const backend = await keep(createWebGpuBackend());
    const length = 65536 * 64 + 1;
    const x = blank(backend, [length]);
    const values = Float32Array.from({ length }, (_, index) => index % 1000);
    backend.write(x.handle, 0, bytesOf(values));
    const got = await backend.read(negate(backend, x));
    let differing = 0;
    for (let index = 0; index < length; index++) if (got[index] !== -(index % 1000)) differing++;
    expect(differing).toBe(0);
  });

  it("stops at its memory limit, and works on after something was freed", async () => {
    const backend = await keep(createWebGpuBackend({ memoryLimit: 8192 }));
    expect(backend.limits).toEqual({ bytesPerValue: 8192, liveBytes: 8192 });
    const x = place(backend, new Array<number>(1024).fill(1));
    const y = negate(backend, x);
    expect(() => backend.allocate("float32", 1)).toThrow(OutOfMemoryError);
    backend.free(x.handle);
    const z = place(backend, [3]);
    expect((await backend.read(y)).every((value) => value === -1)).toBe(true);
    expect(await backend.read(z)).toEqual(Float32Array.of(3));
  });

  it("refuses dtypes that it does not compute with, and places that cannot be bound", async () => {
    const backend = await keep(createWebGpuBackend());
    expect(() => backend.allocate("float64", 4)).toThrow(
      new DTypeError({
        where: 'device "webgpu"',
        problem: "no such values here",
        expected: '"float32"',
        got: "float64",
      }),
    );
    const x = { ...place(backend, [1, 2, 3]), byteOffset: 4, shape: [2] };
    expect(() => negate(backend, x)).toThrow("expected a byteOffset that is a multiple of 256, got 4.");
  });
});
