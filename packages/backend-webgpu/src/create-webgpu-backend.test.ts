import { ArgumentError, BackendUnavailableError } from "@sepconv/backend";
import { describe, expect, it } from "vitest";
import { createWebGpuBackend } from "./index.js";
import type { AdapterLike } from "./webgpu-options.js";

const where = "createWebGpuBackend";
const remedy =
  "Use createWasmBackend() or createCpuBackend(), or init() of the package sepconv, which takes the best that there is.";

function adapterWhoseDevice(requestDevice: AdapterLike["requestDevice"]) {
  const adapter: AdapterLike = {
    limits: { maxBufferSize: 2 ** 28, maxStorageBufferBindingSize: 2 ** 27 },
    requestDevice,
  };
  return { requestAdapter: () => Promise.resolve(adapter) };
}

describe("createWebGpuBackend where WebGPU is missing", () => {
  it("names the missing navigator.gpu", async () => {
    await expect(createWebGpuBackend()).rejects.toThrow(
      new BackendUnavailableError({
        where,
        problem: "there is no WebGPU here",
        expected: "navigator.gpu (a secure page in a browser with WebGPU), or the option gpu or device",
        remedy,
      }),
    );
  });

  it("names a missing adapter", async () => {
    await expect(createWebGpuBackend({ gpu: { requestAdapter: () => Promise.resolve(null) } })).rejects.toThrow(
      new BackendUnavailableError({
        where,
        problem:
          "there is no graphics adapter for WebGPU: no graphics processor, or one that the browser does not trust",
        remedy,
      }),
    );
  });

  it("names why asking for an adapter failed", async () => {
    const cause = new Error("blocked by policy.");
    await expect(createWebGpuBackend({ gpu: { requestAdapter: () => Promise.reject(cause) } })).rejects.toThrow(
      new BackendUnavailableError({
        where,
        problem: "asking for a graphics adapter failed (blocked by policy)",
        remedy,
        cause,
      }),
    );
  });

  it("names why the adapter gave no device, and asked for its largest buffers", async () => {
    const cause = new Error("too many devices");
    const asked: (GPUDeviceDescriptor | undefined)[] = [];
    const gpu = adapterWhoseDevice((descriptor) => {
      asked.push(descriptor);
      return Promise.reject(cause);
    });
    await expect(createWebGpuBackend({ gpu })).rejects.toThrow(
      new BackendUnavailableError({
        where,
        problem: "the graphics adapter gave no device (too many devices)",
        remedy,
        cause,
      }),
    );
    expect(asked.map((descriptor) => descriptor?.requiredLimits)).toEqual([
      { maxBufferSize: 2 ** 28, maxStorageBufferBindingSize: 2 ** 27 },
    ]);
  });
});

describe("options of createWebGpuBackend", () => {
  it("refuses an unknown one", async () => {
    const options = { memorylimit: 5 };
    await expect(createWebGpuBackend(options as object)).rejects.toThrow(
      new ArgumentError({
        where,
        problem: 'unknown option "memorylimit"',
        expected: '"gpu", "device", "memoryLimit"',
      }),
    );
  });

  it("refuses what is no source of adapters, or no device", async () => {
    const wrong: object = { gpu: "navigator.gpu" };
    await expect(createWebGpuBackend(wrong)).rejects.toThrow(
      new ArgumentError({
        where,
        problem: "gpu cannot be asked for an adapter",
        expected: "navigator.gpu or an object like it",
        got: "navigator.gpu",
      }),
    );
    const adapterForDevice: object = { device: { requestDevice: () => {} } };
    await expect(createWebGpuBackend(adapterForDevice)).rejects.toThrow(
      new ArgumentError({
        where,
        problem: "device is no graphics device",
        expected: "what requestDevice() of an adapter resolves to",
        got: { requestDevice: () => {} },
      }),
    );
  });

  it.each([0, -1, Number.NaN, "4"])("refuses the memory limit %j", async (memoryLimit) => {
    const options: object = { memoryLimit };
    await expect(createWebGpuBackend(options)).rejects.toThrow(
      new ArgumentError({
        where,
        problem: "memoryLimit must be a positive number of bytes",
        expected: "a positive number",
        got: memoryLimit,
      }),
    );
  });
});
