import { bytesOf, type TypedArray } from "@sepconv/backend";
import { bufferUsage, mapModeRead } from "./buffer-usage.js";
import type { CommandBatch } from "./command-batch.js";
import type { DeviceFaults } from "./device-faults.js";
import { type DeviceState, lost } from "./device-state.js";

export interface ReadingParts {
  readonly device: Pick<GPUDevice, "createBuffer">;
  readonly batch: CommandBatch;
  readonly faults: DeviceFaults;
  readonly state: DeviceState;
}

/**
 * Fills `result` with a part of a buffer, after everything recorded before: the batch is submitted with a copy behind it.
 *
 * @throws the fault of what was launched before, or DeviceLostError, DisposedTensorError when the device ends first.
 */
export async function readBuffer(
  { device, batch, faults, state }: ReadingParts,
  source: { readonly buffer: GPUBuffer; readonly byteOffset: number },
  result: TypedArray,
): Promise<void> {
  const size = result.byteLength;
  const usage = bufferUsage.mapRead | bufferUsage.copyTarget;
  const staging = faults.guard("read", () => device.createBuffer({ label: "sepconv read", size, usage }));
  try {
    batch.submitWith("read", (encoder) => {
      encoder.copyBufferToBuffer(source.buffer, source.byteOffset, staging, 0, size);
    });
    const failure = await state.unlessEnded(mapped(staging));
    await state.unlessEnded(faults.settle());
    // A mapping that fails for no other reason fails because the device is going away.
    if (failure) throw lost("unknown", failure.message);
    bytesOf(result).set(new Uint8Array(staging.getMappedRange()));
  } finally {
    staging.destroy();
  }
}

/** Waits until the host can see the buffer; null, or why it cannot. A mapping that failed is explained by other reports. */
async function mapped(staging: GPUBuffer): Promise<Error | null> {
  try {
    await staging.mapAsync(mapModeRead);
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
