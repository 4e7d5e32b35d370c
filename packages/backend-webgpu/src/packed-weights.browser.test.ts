import { type Backend, DeviceFaultError } from "@sepconv/backend";
import { expect, it, vi } from "vitest";
import { convolve, launchBinary, misspelt, place } from "../test/launches.js";
import { keep, requestDevice } from "../test/open-backends.js";
import { openWebGpuBackend, separableConv1d } from "./pick.js";

/** 3 · x, with a filter that is a variable. */
function weighted(backend: Backend<GPUBuffer>) {
  const x = place(backend, [1, 2], [1, 2, 1]);
  const depthwise = place(backend, [1], [1, 1, 1]);
  const pointwise = place(backend, [3], [1, 1, 1], { version: 0 });
  return { x, depthwise, pointwise, outputSteps: 2 };
}

it("packs again what another op's refused shader kept from being packed", async () => {
  const backend = await keep(openWebGpuBackend({ separableConv1d, binary: misspelt }));
  const convolution = weighted(backend);
  const y = convolve(backend, convolution);
  launchBinary(backend, convolution.x);
  await expect(backend.read(y)).rejects.toThrow(DeviceFaultError);
  expect(await backend.read(convolve(backend, convolution))).toEqual(Float32Array.of(3, 6));
  expect(await backend.read(convolve(backend, convolution))).toEqual(Float32Array.of(3, 6));
  expect(backend.statistics().packs).toBe(2);
});

it("packs again after a batch that could not be encoded", async () => {
  const device = await requestDevice();
  const backend = await keep(openWebGpuBackend({ separableConv1d }, { device }));
  const convolution = weighted(backend);
  const y = convolve(backend, convolution);
  vi.spyOn(device, "createBindGroup").mockImplementationOnce(() => {
    throw new TypeError("no bind group");
  });
  await expect(backend.read(y)).rejects.toThrow(new TypeError("no bind group"));
  expect(await backend.read(convolve(backend, convolution))).toEqual(Float32Array.of(3, 6));
});

it("does not keep a packed form whose buffer the device could not make", async () => {
  const device = await requestDevice();
  const backend = await keep(openWebGpuBackend({ separableConv1d }, { device }));
  const convolution = weighted(backend);
  const createBuffer = device.createBuffer.bind(device);
  // The first buffer is that of y. Without a usage the device makes an invalid buffer, as it does without memory.
  vi.spyOn(device, "createBuffer")
    .mockImplementationOnce(createBuffer)
    .mockImplementationOnce((descriptor) => createBuffer({ ...descriptor, usage: 0 }));
  await expect(backend.read(convolve(backend, convolution))).rejects.toThrow(DeviceFaultError);
  expect(await backend.read(convolve(backend, convolution))).toEqual(Float32Array.of(3, 6));
});
