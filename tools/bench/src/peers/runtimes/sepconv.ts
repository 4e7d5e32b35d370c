import { createCpuBackend } from "@sepconv/backend-cpu";
import { createWasmBackend } from "@sepconv/backend-wasm";
import { type Device, tensor, useBackend } from "@sepconv/core";
import { createEmptyBackend } from "../../empty-backend.js";
import type { Network } from "../networks/network.js";
import type { Prepared, Runtime } from "./runtime.js";
import { NetworkModel, separableLayer } from "./sepconv-network.js";

/**
 * The public layer API: `layer.apply` for a block, `await model.predict` for a model.
 *
 * @param backend "empty" has kernels that do nothing: what is left is the cost of a call.
 */
export async function openSepconv(backend: "cpu" | "wasm" | "empty", threads: 1 | 2 = 1): Promise<Runtime> {
  const device = await openDevice(backend, threads);
  const { reasons } = device.report();
  return {
    description: `this repository, ${backend} backend, ${reasons.join(", ") || "one thread"}`,
    prepare: async (network, input) => (network.kind === "block" ? block(network, input) : model(network, input)),
  };
}

function openDevice(backend: "cpu" | "wasm" | "empty", threads: number): Promise<Device> {
  if (backend === "cpu") return useBackend(createCpuBackend());
  if (backend === "wasm") return useBackend(createWasmBackend({ threads }));
  return useBackend(createEmptyBackend(false));
}

function block({ batch, input: extent, steps }: Network, input: Float32Array<ArrayBuffer>): Prepared {
  const [step] = steps;
  if (step?.kind !== "separable") throw new Error("bench: a block is one separable convolution.");
  const layer = separableLayer(step);
  const x = tensor(input, [batch, extent.steps ?? 1, extent.channels]);
  return {
    run: () => layer.apply(x).dispose(),
    output: async () => {
      const y = layer.apply(x);
      const elements = Float32Array.from(await y.data());
      y.dispose();
      return elements;
    },
    dispose: () => {
      layer.dispose();
      x.dispose();
    },
  };
}

function model(network: Network, input: Float32Array<ArrayBuffer>): Prepared {
  const whole = new NetworkModel(network);
  const x = tensor(input, [network.batch, network.input.steps ?? 1, network.input.channels]);
  const options = { batchSize: network.batch };
  return {
    run: async () => {
      const y = await whole.predict(x, options);
      y.dispose();
    },
    output: async () => {
      const y = await whole.predict(x, options);
      const elements = Float32Array.from(await y.data());
      y.dispose();
      return elements;
    },
    dispose: () => {
      whole.dispose();
      x.dispose();
    },
  };
}
