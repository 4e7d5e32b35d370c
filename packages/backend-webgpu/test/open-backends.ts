import type { Backend } from "@sepconv/backend";
import { onTestFinished } from "vitest";

/** Waits for a backend, and disposes of it when the running test is over. */
export async function keep(opening: Promise<Backend<GPUBuffer>>): Promise<Backend<GPUBuffer>> {
  const backend = await opening;
  onTestFinished(() => backend.dispose());
  return backend;
}

export async function requestDevice(): Promise<GPUDevice> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error("this browser has no WebGPU adapter; see CONTRIBUTING.md for the flags it needs");
  return await adapter.requestDevice();
}
