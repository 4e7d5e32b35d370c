// A page that ships one kernel, with a layer that knows every name of Keras.
import { openWasmBackend, separableConv1d as separableConv1dKernel } from "@sepconv/backend-wasm/pick";
import { tensor, useBackend } from "@sepconv/core";
import { SeparableConv1D } from "@sepconv/layers";

const device = await useBackend(openWasmBackend({ separableConv1d: separableConv1dKernel }));
const layer = new SeparableConv1D({ filters: 8, kernelSize: 3, padding: "same", activation: "relu" });

export async function features(signals: number[][][]): Promise<ArrayLike<number>> {
  return await layer.apply(tensor(signals)).data();
}

export function close(): void {
  device.dispose();
}
