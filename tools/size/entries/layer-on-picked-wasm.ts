// A page that names its one layer and its parts, and ships one kernel.
import { openWasmBackend, separableConv1d as separableConv1dKernel } from "@sepconv/backend-wasm/pick";
import { tensor, useBackend } from "@sepconv/core";
import { relu, SeparableConv1D } from "@sepconv/layers/pick";

const device = await useBackend(openWasmBackend({ separableConv1d: separableConv1dKernel }));
const layer = new SeparableConv1D({ filters: 8, kernelSize: 3, padding: "same", activation: relu });

export async function features(signals: number[][][]): Promise<ArrayLike<number>> {
  return await layer.apply(tensor(signals)).data();
}

export function close(): void {
  device.dispose();
}
