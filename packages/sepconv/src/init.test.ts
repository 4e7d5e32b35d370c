import { afterEach, describe, expect, it, vi } from "vitest";
import { currentDevice, type Device, init, layers, zeros } from "./index.js";

let device: Device | undefined;

afterEach(() => {
  vi.unstubAllGlobals();
  device?.dispose();
});

describe("init", () => {
  it("takes the best device there is, and says why not a better one", async () => {
    device = await init();
    expect(device.name).toBe("wasm");
    expect(currentDevice()).toBe(device);
    expect(device.report().reasons).toEqual([
      "webgpu: createWebGpuBackend: there is no WebGPU here; expected navigator.gpu (a secure page in a browser with WebGPU), or the option gpu or device. Use createWasmBackend() or createCpuBackend(), or init() of the package sepconv, which takes the best that there is.",
      "wasm: chosen",
    ]);
  });

  it("falls back to the CPU where WebAssembly is missing or forbidden", async () => {
    vi.stubGlobal("WebAssembly", undefined);
    device = await init();
    expect(device.name).toBe("cpu");
    expect(device.report().reasons).toHaveLength(3);
    expect(device.report().reasons[1]).toMatch(/^wasm: wasm backend: .*WebAssembly/);
    const layer = new layers.SeparableConv1D({ filters: 2, kernelSize: 3 });
    expect(layer.apply(zeros([1, 5, 1])).shape).toEqual([1, 3, 2]);
  });

  it("falls back where a device's package cannot be loaded, as when the page is offline", async () => {
    vi.resetModules();
    vi.doMock("@sepconv/backend-wasm", () => {
      throw new Error("offline");
    });
    const { init: initAgain } = await import("./init.js");
    const fallen = await initAgain({ prefer: "wasm" });
    vi.doUnmock("@sepconv/backend-wasm");
    expect(fallen.name).toBe("cpu");
    expect(fallen.report().reasons).toEqual([
      expect.stringMatching(/^wasm: ./),
      "cpu: chosen, because it is always there",
    ]);
    fallen.dispose();
  });

  it("tries the devices that are asked for, with the CPU at the end", async () => {
    device = await init({ prefer: "cpu" });
    expect(device.report().reasons).toEqual(["cpu: chosen"]);
    device = await init({ prefer: ["webgpu"] });
    expect(device.report().reasons.at(-1)).toBe("cpu: chosen, because it is always there");
  });

  it("gives WebAssembly as many threads as are asked for, and says so, or why not", async () => {
    device = await init({ prefer: "wasm", threads: 2 });
    expect(device.report().reasons).toEqual(["wasm: chosen", "2 threads compute"]);
    device.dispose();
    vi.stubGlobal("crossOriginIsolated", false);
    device = await init({ prefer: "wasm", threads: 2 });
    expect(device.report().reasons.at(-1)).toMatch(/^one thread computes instead of 2: .*cross-origin isolated/);
    await expect(init({ threads: 0 })).rejects.toThrow("init: threads is not valid; expected a whole number from 1");
  });

  it("refuses what it does not know", async () => {
    const wrong = { prefer: "webgl" } as object;
    await expect(init(wrong)).rejects.toThrow(
      'init: prefer is unknown; expected "webgpu", "wasm", "cpu", got "webgl".',
    );
    await expect(init({ devices: [] } as object)).rejects.toThrow(
      'init: unknown option "devices"; expected "prefer", "threads".',
    );
  });
});
