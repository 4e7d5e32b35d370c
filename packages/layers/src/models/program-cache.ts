import type { DType, Shape, TypedArray } from "@sepconv/backend";
import { adoptedTensor, type Device, type Program, recordProgram, type Tensor, withDevice } from "@sepconv/core";

/** The most input shapes for which programs are kept. */
const mostShapes = 4;

interface Entry {
  readonly device: Device;
  /** Null for a shape that was seen once, or whose computation cannot be a program. */
  readonly program: Program | null;
  readonly runsEagerly: boolean;
}

/**
 * Programs of one function of a tensor, by input shape. A shape that comes a second time is recorded, and from the third
 * time on its program runs in place of the function.
 */
export class ProgramCache {
  readonly #compute: (x: Tensor) => Tensor;
  readonly #entries = new Map<string, Entry>();

  constructor(compute: (x: Tensor) => Tensor) {
    this.#compute = compute;
  }

  /**
   * The elements of the function's result for an input's.
   *
   * @param eagerly whether the function itself has to run.
   */
  async run(samples: TypedArray, shape: Shape, dtype: DType, device: Device, eagerly: boolean): Promise<TypedArray> {
    const key = shape.join();
    const entry = this.#entries.get(key);
    const known = entry?.device === device;
    if (known && entry.program && !entry.program.stale && !eagerly) {
      const [output] = await entry.program.run([samples]);
      if (output) return output;
    }
    const x = adoptedTensor(samples, shape, dtype);
    if (!known || entry.program || entry.runsEagerly || eagerly) {
      this.#keep(key, { device, program: null, runsEagerly: known && entry.runsEagerly });
      return await this.#elements(
        x,
        withDevice(device, () => this.#compute(x)),
      );
    }
    const { outputs, program } = withDevice(device, () => recordProgram(([input = x]) => [this.#compute(input)], [x]));
    this.#keep(key, { device, program, runsEagerly: program === null });
    return await this.#elements(x, outputs[0] ?? x);
  }

  /** Gives back the programs' memory. */
  dispose(): void {
    for (const { program } of this.#entries.values()) program?.dispose();
    this.#entries.clear();
  }

  /** The newest entry stands last; the oldest goes where there are too many. */
  #keep(key: string, entry: Entry): void {
    const replaced = this.#entries.get(key);
    replaced?.program?.dispose();
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size <= mostShapes || oldest === undefined) return;
    this.#entries.get(oldest)?.program?.dispose();
    this.#entries.delete(oldest);
  }

  async #elements(x: Tensor, output: Tensor): Promise<TypedArray> {
    try {
      return await output.data();
    } finally {
      output.dispose();
      x.dispose();
    }
  }
}
