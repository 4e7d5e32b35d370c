import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type Device, openDevice } from "@sepconv/core";
import { errorText } from "../data/error-text.js";

export type DeviceName = "cpu" | "wasm" | "webgpu";

/** A device that is being opened, that is open and stays so, or that is not to be had here, with the reason. */
export type DeviceState =
  | { readonly status: "opening" }
  | { readonly status: "open"; readonly device: Device }
  | { readonly status: "missing"; readonly reason: string };

export const deviceNames: readonly DeviceName[] = ["cpu", "wasm", "webgpu"];

/** How people call them. */
export const deviceTitles: Readonly<Record<DeviceName, string>> = { cpu: "CPU", wasm: "WASM", webgpu: "WebGPU" };

/** Each backend is a part of the page of its own, loaded when it is opened. */
const openers: Readonly<Record<DeviceName, () => Promise<Device>>> = {
  cpu: async () => openDevice((await import("@sepconv/backend-cpu")).createCpuBackend()),
  wasm: async () => openDevice((await import("@sepconv/backend-wasm")).createWasmBackend()),
  webgpu: async () => openDevice((await import("@sepconv/backend-webgpu")).createWebGpuBackend()),
};

export const devices: Readonly<Record<DeviceName, Signal<DeviceState>>> = {
  cpu: signal({ status: "opening" }),
  wasm: signal({ status: "opening" }),
  webgpu: signal({ status: "opening" }),
};

/** The device that predicts; null until one is open. */
export const chosenName: Signal<DeviceName | null> = signal(null);

export const chosenDevice: ReadonlySignal<Device | null> = computed(() => {
  const state = chosenName.value && devices[chosenName.value].value;
  return state?.status === "open" ? state.device : null;
});

/** Opens all devices, once; each settles as open or missing. WASM is chosen, or the CPU where it is missing. */
export async function openDevices(): Promise<void> {
  const opened = deviceNames.map((name) => settle(name));
  const [cpu, wasm] = opened;
  await Promise.all([cpu, wasm]);
  chosenName.value ??= (["wasm", "cpu"] as const).find((name) => devices[name].value.status === "open") ?? null;
  await Promise.all(opened);
  chosenName.value ??= devices.webgpu.value.status === "open" ? "webgpu" : null;
}

async function settle(name: DeviceName): Promise<void> {
  try {
    devices[name].value = { status: "open", device: await openers[name]() };
  } catch (error) {
    devices[name].value = { status: "missing", reason: errorText(error) };
  }
}

/** Greys a device that was lost while it worked; the CPU steps in, and the page says so. */
export function loseDevice(name: DeviceName, reason: string): void {
  devices[name].value = { status: "missing", reason };
  if (chosenName.value !== name) return;
  chosenName.value = devices.cpu.value.status === "open" && name !== "cpu" ? "cpu" : null;
}
