// A page that filters signals with one op on the whole CPU backend.
import { createCpuBackend } from "@sepconv/backend-cpu";
import { separableConv1d, tensor, useBackend } from "@sepconv/core";

const device = await useBackend(createCpuBackend());
const depthwise = tensor([[[0.25]], [[0.5]], [[0.25]]]);
const pointwise = tensor([[[1]]]);

export async function smooth(signals: number[][][]): Promise<ArrayLike<number>> {
  return await separableConv1d(tensor(signals), depthwise, pointwise, { padding: "same" }).data();
}

export function close(): void {
  device.dispose();
}
