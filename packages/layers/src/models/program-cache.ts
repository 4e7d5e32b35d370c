import type { TypedArray } from "@sepconv/backend";
import { adoptedTensor, type Device, type Program, recordProgram, type Tensor, tidy, withDevice } from "@sepconv/core";
import type { Samples } from "./predict.js";

/** The most input shapes for which programs are kept. */
const mostShapes = 4;

interface Entry {
  readonly device: Device;
  /** Null for a shape that was seen once, or whose computation cannot be a program. */
  readonly program: Program | null;
  readonly runsEagerly: boolean;
}

/**
 * Programs of one function of tensors, by input shapes. Shapes that come a second time are recorded, and from the third
 * time on their program runs in place of the function.
 */
export class ProgramCache {
  readonly #compute: (inputs: readonly Tensor[]) => readonly Tensor[];
  readonly #entries = new Map<string, Entry>();

  constructor(compute: (inputs: readonly Tensor[]) => readonly Tensor[]) {
    this.#compute = compute;
  }

  /**
   * The elements of the function's results for those of its inputs.
   *
   * @param eagerly whether the function itself has to run.
   */
  async run(samples: readonly Samples[], device: Device, eagerly: boolean): Promise<readonly TypedArray[]> {
    const key = samples.map(({ shape }) => shape.join()).join(" ");
    const entry = this.#entries.get(key);
    const known = entry?.device === device;
    if (known && entry.program && !entry.program.stale && !eagerly) {
      return await entry.program.run(samples.map(({ elements }) => elements));
    }
    const inputs = samples.map(({ elements, shape, dtype }) => adoptedTensor(elements, shape, dtype));
    if (!known || entry.program || entry.runsEagerly || eagerly) {
      this.#keep(key, { device, program: null, runsEagerly: known && entry.runsEagerly });
      return await elementsOf(
        inputs,
        withDevice(device, () => tidy(() => this.#compute(inputs))),
      );
    }
    const { outputs, program } = withDevice(device, () => recordProgram(this.#compute, inputs));
    this.#keep(key, { device, program, runsEagerly: program === null });
    return await elementsOf(inputs, outputs);
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
}

/** The outputs' elements; then all tensors end. */
async function elementsOf(inputs: readonly Tensor[], outputs: readonly Tensor[]): Promise<readonly TypedArray[]> {
  try {
    return await Promise.all(outputs.map(async (output) => await output.data()));
  } finally {
    for (const tensor of [...inputs, ...outputs]) tensor.dispose();
  }
}
