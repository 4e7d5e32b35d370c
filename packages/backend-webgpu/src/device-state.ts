import { DeviceLostError, DisposedTensorError, type SepconvError } from "@sepconv/backend";

type Ending = () => SepconvError;

/** Whether the device can still be used: it ends when the backend is disposed, or when the browser takes it away. */
export class DeviceState {
  #ending: Ending | null = null;
  readonly #waiting = new Set<() => void>();

  /** Watches for the loss of a device. The device does not say of itself whether it is lost. */
  watch(device: Pick<GPUDevice, "lost">): void {
    void device.lost.then(({ reason, message }) => this.#end(() => lost(reason, message)));
  }

  /** The backend was disposed. A loss that comes afterwards is no news. */
  dispose(): void {
    this.#end(disposed);
  }

  get ended(): boolean {
    return this.#ending !== null;
  }

  /** @throws DeviceLostError, DisposedTensorError when the device can no longer be used. */
  check(): void {
    if (this.#ending) throw this.#ending();
  }

  /**
   * Waits for something that the device does, but no longer than the device lives.
   *
   * @throws DeviceLostError, DisposedTensorError when the device ends first.
   */
  unlessEnded<Result>(work: Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        if (this.#ending) reject(this.#ending());
      };
      this.#waiting.add(stop);
      work.then(
        (result) => {
          this.#waiting.delete(stop);
          resolve(result);
        },
        (error) => {
          this.#waiting.delete(stop);
          reject(this.#ending ? this.#ending() : error);
        },
      );
      stop();
    });
  }

  #end(ending: Ending): void {
    if (this.#ending) return;
    this.#ending = ending;
    for (const stop of this.#waiting) stop();
    this.#waiting.clear();
  }
}

/** The error for a device that went away. */
export function lost(reason: string, message: string): DeviceLostError {
  return new DeviceLostError({
    where: 'device "webgpu"',
    problem: `the graphics device was lost (${reason}${message && `: ${message.replace(/[.\s]+$/, "")}`})`,
    remedy: "Open it again with createWebGpuBackend(), and move the model there from its host copy.",
  });
}

function disposed(): DisposedTensorError {
  return new DisposedTensorError({
    where: 'device "webgpu"',
    problem: "it was disposed",
    remedy: "Open it again with createWebGpuBackend().",
  });
}
