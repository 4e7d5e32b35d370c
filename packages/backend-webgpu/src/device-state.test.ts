import { DeviceLostError, DisposedTensorError } from "@sepconv/backend";
import { expect, it } from "vitest";
import { DeviceState } from "./device-state.js";

const pending = () => new Promise<never>(() => {});
const info: GPUDeviceLostInfo = { __brand: "GPUDeviceLostInfo", reason: "unknown", message: "The driver was reset." };

const lostError = new DeviceLostError({
  where: 'device "webgpu"',
  problem: "the graphics device was lost (unknown: The driver was reset)",
  remedy: "Open it again with createWebGpuBackend(), and move the model there from its host copy.",
});
const disposedError = new DisposedTensorError({
  where: 'device "webgpu"',
  problem: "it was disposed",
  remedy: "Open it again with createWebGpuBackend().",
});

it("lets work pass while the device lives", async () => {
  const state = new DeviceState();
  state.watch({ lost: pending() });
  expect(() => state.check()).not.toThrow();
  await expect(state.unlessEnded(Promise.resolve(7))).resolves.toBe(7);
  await expect(state.unlessEnded(Promise.reject(new Error("other")))).rejects.toThrow(new Error("other"));
});

it("ends what waits, and all later use, when the device is lost", async () => {
  const state = new DeviceState();
  state.watch({ lost: Promise.resolve(info) });
  await expect(state.unlessEnded(pending())).rejects.toThrow(lostError);
  expect(() => state.check()).toThrow(lostError);
  await expect(state.unlessEnded(pending())).rejects.toThrow(lostError);
});

it("names the loss where work fails because of it", async () => {
  const state = new DeviceState();
  state.watch({ lost: Promise.resolve(info) });
  await Promise.resolve();
  await expect(state.unlessEnded(Promise.reject(new Error("mapping failed")))).rejects.toThrow(lostError);
});

it("calls a device disposed whose loss comes after dispose", async () => {
  const state = new DeviceState();
  state.watch({ lost: Promise.resolve({ ...info, reason: "destroyed" }) });
  state.dispose();
  await expect(state.unlessEnded(pending())).rejects.toThrow(disposedError);
  expect(() => state.check()).toThrow(disposedError);
});
