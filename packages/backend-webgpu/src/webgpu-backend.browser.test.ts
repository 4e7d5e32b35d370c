import {
  bytesOf,
  DeviceFaultError,
  DeviceLostError,
  DisposedTensorError,
  DTypeError,
  OutOfMemoryError,
} from "@sepconv/backend";
import { describe, expect, it, vi } from "vitest";
import { blank, launchBinary, misspelt, negate, place } from "../test/launches.js";
import { keep, requestDevice } from "../test/open-backends.js";
import { createWebGpuBackend } from "./index.js";
import { openWebGpuBackend, unary } from "./pick.js";

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

  it("starts anew after a batch that could not be encoded", async () => {
    const device = await requestDevice();
    const backend = await keep(createWebGpuBackend({ device, memoryLimit: 512 }));
    const x = place(backend, [1, -2]);
    const ended = vi.spyOn(x.handle, "destroy");
    backend.free(negate(backend, x).handle);
    vi.spyOn(device, "createBindGroup").mockImplementationOnce(() => {
      throw new TypeError("no bind group");
    });
    await expect(backend.flush?.()).rejects.toThrow(new TypeError("no bind group"));
    // Nothing waits for the batch any longer: a larger value ends the spare buffers at once.
    backend.free(x.handle);
    backend.free(backend.allocate("float32", 128));
    expect(ended).toHaveBeenCalledOnce();
    // And a whole batch has room.
    const z = place(backend, [1, -2]);
    for (let i = 0; i < 63; i++) backend.free(negate(backend, z).handle);
    expect(await backend.read(negate(backend, z))).toEqual(Float32Array.of(-1, 2));
  });

  it("hands no buffer out again that the device could not make", async () => {
    const device = await requestDevice();
    const backend = await keep(createWebGpuBackend({ device }));
    const createBuffer = device.createBuffer.bind(device);
    // Without a usage the device makes an invalid buffer, as it does without memory.
    vi.spyOn(device, "createBuffer").mockImplementationOnce((descriptor) => createBuffer({ ...descriptor, usage: 0 }));
    const invalid = backend.allocate("float32", 2);
    await expect(backend.flush?.()).rejects.toThrow(/^allocate: the device refused the work \(/);
    backend.free(invalid);
    const x = place(backend, [1, -2]);
    expect(x.handle).not.toBe(invalid);
    expect(await backend.read(x)).toEqual(Float32Array.of(1, -2));
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
    // The loss is known before anything that the device still answers.
    const outcomes = await Promise.allSettled(pending);
    expect(outcomes).toEqual(pending.map(() => ({ status: "rejected", reason: expect.any(DeviceLostError) })));
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
