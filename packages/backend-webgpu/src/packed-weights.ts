import type { ConstantKey } from "@sepconv/backend";
import type { BufferPool } from "./buffer-pool.js";

interface PackedForm {
  readonly version: number;
  readonly buffer: GPUBuffer;
}

/** One packed form of a weight. */
export interface Packing {
  /** The name of the arrangement, with everything it depends on besides the weight. */
  readonly layout: string;
  readonly bytes: number;
  /** Records the commands that fill the packed form; `onRefused` is told if the device does not run them. */
  readonly pack: (target: GPUBuffer, onRefused?: () => void) => void;
}

/**
 * The packed forms of variables. Packing is recorded like any other command: it runs behind launches that still read the
 * old version, so a new version goes into the same buffer. A packing that the device refused is dropped with its buffer.
 */
export class PackedWeights {
  readonly #pool: BufferPool;
  readonly #forms = new WeakMap<ConstantKey, Map<string, PackedForm>>();
  /** Ends the packed forms of variables that were forgotten without a word. */
  readonly #collected: FinalizationRegistry<Map<string, PackedForm>>;
  #packs = 0;

  constructor(pool: BufferPool) {
    this.#pool = pool;
    this.#collected = new FinalizationRegistry((forms) => this.#release(forms));
  }

  /** Packings and repackings so far. */
  get packs(): number {
    return this.#packs;
  }

  /** The packed form of a variable's value, packed now if it is new or of another version. */
  get(constant: ConstantKey, { layout, bytes, pack }: Packing): GPUBuffer {
    const forms = this.#formsOf(constant);
    const known = forms.get(layout);
    if (known?.version === constant.version) return known.buffer;
    const buffer = known?.buffer ?? this.#pool.acquire(bytes, "packed");
    const form = { version: constant.version, buffer };
    // By the time of a refusal the variable may be forgotten, or its next version packed.
    const drop = () => {
      if (forms.get(layout) !== form) return;
      forms.delete(layout);
      this.#pool.release(buffer);
    };
    forms.set(layout, form);
    try {
      pack(buffer, drop);
    } catch (error) {
      drop();
      throw error;
    }
    this.#packs++;
    return buffer;
  }

  /** Frees what was packed for a variable. */
  forget(constant: ConstantKey): void {
    const forms = this.#forms.get(constant);
    if (!forms) return;
    this.#forms.delete(constant);
    this.#collected.unregister(forms);
    this.#release(forms);
  }

  #formsOf(constant: ConstantKey): Map<string, PackedForm> {
    const known = this.#forms.get(constant);
    if (known) return known;
    const forms = new Map<string, PackedForm>();
    this.#forms.set(constant, forms);
    this.#collected.register(constant, forms, forms);
    return forms;
  }

  #release(forms: Map<string, PackedForm>): void {
    for (const { buffer } of forms.values()) this.#pool.release(buffer);
    forms.clear();
  }
}
