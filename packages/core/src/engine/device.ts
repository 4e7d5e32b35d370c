import { ArgumentError, type Backend, BackendUnavailableError, type DType, type Gaps } from "@sepconv/backend";
import { type DeviceEngine, type DeviceStatistics, Engine } from "./engine.js";

/** What a device says about itself. */
export interface DeviceReport {
  readonly name: string;
  readonly dtypes: readonly DType[];
  /** Why this device was chosen, why others were not, and how its backend was opened. */
  readonly reasons: readonly string[];
  /** Ops without a kernel, with the reason; fused ones run by their definition in primitives. */
  readonly gaps: Gaps;
  readonly statistics: DeviceStatistics;
}

/** A backend in use: ops run on it, tensors live on it. Made by `useBackend` and `openDevice`. */
export class Device {
  /** @internal */
  readonly engine: DeviceEngine;
  readonly #reasons: readonly string[];

  /** @internal */
  constructor(engine: DeviceEngine, reasons: readonly string[]) {
    this.engine = engine;
    this.#reasons = reasons;
  }

  /** The backend's name: "cpu", "wasm", "webgpu". */
  get name(): string {
    return this.engine.name;
  }

  /** What the device is, why it was chosen, what it lacks, and its counters. */
  report(): DeviceReport {
    const { name, dtypes, notes, gaps } = this.engine;
    return {
      name,
      dtypes: [...dtypes],
      reasons: [...this.#reasons, ...notes],
      gaps,
      statistics: this.engine.statistics(),
    };
  }

  /** Counters since the device was opened. */
  statistics(): DeviceStatistics {
    return this.engine.statistics();
  }

  /** Resolves when everything launched so far has run; rejects with its error. */
  async flush(): Promise<void> {
    await this.engine.flush();
  }

  /** Ends the device with all that lives on it. If it was the default device there is none afterwards. */
  dispose(): void {
    this.engine.dispose();
    if (current === this) current = null;
  }
}

let current: Device | null = null;

/**
 * Opens a backend and makes it the default device: where ops run whose operands are all on the host.
 *
 * @param reasons what `report()` tells about the choice.
 * @throws BackendUnavailableError where the backend cannot be opened here.
 * @example
 * import { createCpuBackend } from "@sepconv/backend-cpu";
 * const device = await useBackend(createCpuBackend());
 * device.name; // "cpu"
 */
export async function useBackend<H>(
  backend: Backend<H> | Promise<Backend<H>>,
  reasons: readonly string[] = [],
): Promise<Device> {
  const device = await openDevice(backend, reasons);
  return useDevice(device);
}

/** Opens a backend as a device without making it the default. @throws BackendUnavailableError as `useBackend`. */
export async function openDevice<H>(
  backend: Backend<H> | Promise<Backend<H>>,
  reasons: readonly string[] = [],
): Promise<Device> {
  return new Device(new Engine(await backend), reasons);
}

/** Makes an open device the default from now on. @throws BackendUnavailableError where it was disposed. */
export function useDevice(device: Device): Device {
  if (!(device instanceof Device)) {
    throw new ArgumentError({
      where: "useDevice",
      problem: "this is no device",
      expected: "a Device",
      got: device,
    });
  }
  if (device.engine.disposed) {
    throw new BackendUnavailableError({
      where: "useDevice",
      problem: `the device "${device.name}" was disposed`,
      remedy: "Open it again with useBackend().",
    });
  }
  current = device;
  return device;
}

/** The default device. @throws BackendUnavailableError when none was chosen. */
export function currentDevice(): Device {
  if (current) return current;
  throw new BackendUnavailableError({
    where: "device",
    problem: "no device was chosen",
    remedy: "Call await useBackend(createCpuBackend()) or await init().",
  });
}

/**
 * Runs `compute` with another default device. What `compute` does after its first wait has the old one again; a
 * model's `predict` takes its device when it is called, and keeps it.
 *
 * @throws BackendUnavailableError where the device was disposed.
 */
export function withDevice<Result>(device: Device, compute: () => Result): Result {
  const outer = current;
  useDevice(device);
  try {
    return compute();
  } finally {
    current = outer;
  }
}
