import { DeviceFaultError, OutOfMemoryError, type SepconvError } from "@sepconv/backend";

/** Innermost last: a lack of memory makes what uses the memory invalid too, and is the better explanation. */
const filters = ["validation", "internal", "out-of-memory"] as const;

/**
 * What the device reports of itself comes late and names nobody. Here each report is put down to the ops that caused it
 * and kept until the next read or flush, which rejects with it.
 */
export class DeviceFaults {
  readonly #device: Pick<GPUDevice, "pushErrorScope" | "popErrorScope">;
  readonly #checks = new Set<Promise<SepconvError | null>>();
  #fault: SepconvError | null = null;

  constructor(device: Pick<GPUDevice, "pushErrorScope" | "popErrorScope">) {
    this.#device = device;
  }

  /**
   * Runs calls of the device; whatever it reports about them is a fault of `where`. Scopes are open only while `run`
   * runs, so that they nest with those of other users of the device.
   *
   * @param onFault told as soon as the fault is known.
   */
  guard<Result>(where: string, run: () => Result, onFault?: (fault: SepconvError) => void): Result {
    for (const filter of filters) this.#device.pushErrorScope(filter);
    try {
      return run();
    } finally {
      const reports = filters.toReversed().map(async (filter) => {
        const error = await this.#device.popErrorScope();
        return error && faultOf(where, filter, error);
      });
      this.#watch(reports, onFault);
    }
  }

  /** Puts down a fault that is known already. */
  report(fault: SepconvError): void {
    this.#fault ??= fault;
  }

  /**
   * Waits for the reports on everything guarded so far. Every caller that waits while a fault is found gets it; later
   * ones do not.
   *
   * @throws DeviceFaultError, OutOfMemoryError
   */
  async settle(): Promise<void> {
    const known = this.#fault;
    const found = await Promise.all(this.#checks);
    const fault = known ?? found.find((error) => error !== null);
    if (!fault) return;
    if (fault === this.#fault || found.includes(this.#fault)) this.#fault = null;
    throw fault;
  }

  #watch(reports: readonly Promise<SepconvError | null>[], onFault: ((fault: SepconvError) => void) | undefined): void {
    const check = firstFault(reports).then((fault) => {
      this.#checks.delete(check);
      if (fault) {
        this.report(fault);
        onFault?.(fault);
      }
      return fault;
    });
    this.#checks.add(check);
  }
}

/** A device that is lost cannot report; its loss is told in another way. */
async function firstFault(reports: readonly Promise<SepconvError | null>[]): Promise<SepconvError | null> {
  for (const report of await Promise.allSettled(reports)) {
    if (report.status === "fulfilled" && report.value) return report.value;
  }
  return null;
}

function faultOf(where: string, filter: (typeof filters)[number], error: GPUError): SepconvError {
  const message = error.message.replace(/\s+/g, " ").replace(/[.\s]+$/, "");
  if (filter === "out-of-memory") {
    return new OutOfMemoryError({
      where,
      problem: `the device has no memory left (${message})`,
      remedy: "Free tensors with tidy() or dispose(), or split the batch.",
      cause: error,
    });
  }
  return new DeviceFaultError({
    where,
    problem: `the device refused the work (${message})`,
    remedy: "What it was to compute is not there. This is a fault of sepconv or of the driver; please report it.",
    cause: error,
  });
}
