// The same page with every kernel of the WASM backend.
import { createWasmBackend } from "@sepconv/backend-wasm";
import { tensor, useBackend } from "@sepconv/core";
import { SeparableConv1D } from "@sepconv/layers";

const device = await useBackend(createWasmBackend());
const layer = new SeparableConv1D({ filters: 8, kernelSize: 3, padding: "same", activation: "relu" });

export async function features(signals: number[][][]): Promise<ArrayLike<number>> {
  return await layer.apply(tensor(signals)).data();
}

export function close(): void {
  device.dispose();
}
