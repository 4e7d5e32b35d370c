import { checkOptions, type Device, oneOf, openDevice, useDevice, wholeNumber } from "@sepconv/core";

/** The devices that `init` knows, the fastest first. */
export const deviceNames = ["webgpu", "wasm", "cpu"] as const;

export type DeviceName = (typeof deviceNames)[number];

export interface InitOptions {
  /** The devices to try, in this order. The CPU, which is always there, stands at the end. Default: all. */
  readonly prefer?: DeviceName | readonly DeviceName[];
  /** How many threads WebAssembly computes on; the report says why there are fewer. Default: 1. */
  readonly threads?: number;
}

/** Opens each device; its package is loaded when it is tried. */
const openers: {
  readonly [Name in DeviceName]: (reasons: readonly string[], threads: number) => Promise<Device>;
} = {
  webgpu: async (reasons) => {
    const { createWebGpuBackend } = await import("@sepconv/backend-webgpu");
    return await openDevice(createWebGpuBackend(), reasons);
  },
  wasm: async (reasons, threads) => {
    const { createWasmBackend } = await import("@sepconv/backend-wasm");
    return await openDevice(createWasmBackend({ threads }), reasons);
  },
  cpu: async (reasons) => {
    const { createCpuBackend } = await import("@sepconv/backend-cpu");
    return await openDevice(createCpuBackend(), reasons);
  },
};

/**
 * Opens the best device that is available and makes it the default: WebGPU, else WebAssembly, else the CPU. Why the
 * better ones were not taken stands in `device.report().reasons`.
 *
 * @throws ArgumentError for an unknown option or device name.
 * @example
 * const device = await init({ prefer: "cpu" });
 * device.name; // "cpu"
 */
export async function init(options: InitOptions = {}): Promise<Device> {
  checkOptions("init", options, ["prefer", "threads"]);
  const threads = wholeNumber("init", "threads", options.threads ?? 1);
  const asked = options.prefer ?? deviceNames;
  const names = (typeof asked === "string" ? [asked] : asked).map((name) => oneOf("init", "prefer", name, deviceNames));
  const reasons: string[] = [];
  for (const name of names) {
    try {
      return useDevice(await openers[name]([...reasons, `${name}: chosen`], threads));
    } catch (error) {
      // Also what is no refusal of ours: a package that cannot be loaded, when the page is offline.
      reasons.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return useDevice(await openers.cpu([...reasons, "cpu: chosen, because it is always there"], threads));
}
