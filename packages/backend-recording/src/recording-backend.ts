import {
  type Attrs,
  type Backend,
  type BackendStatistics,
  bytesOf,
  type ConstantKey,
  DeviceFaultError,
  type DType,
  type Dynamic,
  elementCount,
  type Gaps,
  type Launch,
  type Limits,
  type Operand,
  type OperandTypes,
  type OpName,
  OutOfMemoryError,
  type Shape,
  type TypedArray,
  typedArray,
} from "@sepconv/backend";

/** A piece of memory of the recording backend. */
export interface RecordedMemory {
  readonly id: number;
  readonly elements: TypedArray;
  freed: boolean;
}

/** One call that crossed the seam. */
export type RecordedCall =
  | { readonly call: "plan"; readonly op: OpName; readonly attrs: object; readonly types: object }
  | { readonly call: "launch"; readonly op: OpName; readonly attrs: object; readonly dynamic: object }
  | { readonly call: "allocate"; readonly id: number; readonly dtype: DType; readonly length: number }
  | { readonly call: "free" | "write" | "read"; readonly id: number }
  | { readonly call: "forget"; readonly constant: ConstantKey }
  | { readonly call: "flush" | "dispose" };

export interface RecordingOptions {
  /** Default: "recording". */
  readonly name?: string;
  /** Default: float32. */
  readonly dtypes?: readonly DType[];
  /** Default: nothing is missing. */
  readonly gaps?: Gaps;
  /** The most bytes of values. Default: no limit. */
  readonly liveBytes?: number;
  /** An op whose launch throws. Default: none. */
  readonly faulty?: OpName;
  /** Whether `readSync` is there. Default: true. */
  readonly synchronous?: boolean;
}

/** A backend that computes nothing: it writes every call down, checks that handles are used rightly, and fills outputs with ones. */
export class RecordingBackend implements Backend<RecordedMemory> {
  readonly name: string;
  readonly dtypes: ReadonlySet<DType>;
  readonly limits: Limits;
  readonly gaps: Gaps;
  readonly garbageCollected = false;
  readonly calls: RecordedCall[] = [];
  readonly readSync?: (operand: Operand<RecordedMemory>) => TypedArray;
  /** Shapes of the operands and outputs of each launch, in order. */
  readonly shapes: {
    readonly operands: Readonly<Record<string, Shape>>;
    readonly outputs: Readonly<Record<string, Shape>>;
  }[] = [];
  readonly #faulty: OpName | undefined;
  #lastId = 0;
  #liveBytes = 0;

  constructor(options: RecordingOptions = {}) {
    this.name = options.name ?? "recording";
    this.dtypes = new Set<DType>(options.dtypes ?? ["float32"]);
    this.gaps = options.gaps ?? {};
    this.#faulty = options.faulty;
    this.limits = { bytesPerValue: Number.POSITIVE_INFINITY, liveBytes: options.liveBytes ?? Number.POSITIVE_INFINITY };
    if (options.synchronous ?? true) this.readSync = (operand) => this.#copy(operand);
  }

  /** How often a call was made, or with an op how often for that op. */
  count(call: RecordedCall["call"], op?: OpName): number {
    return this.calls.filter((item) => item.call === call && (op === undefined || ("op" in item && item.op === op)))
      .length;
  }

  plan<Op extends OpName>(op: Op, attrs: Attrs<Op>, types: OperandTypes<Op>): Launch<Op, RecordedMemory> | undefined {
    if (op in this.gaps) return undefined;
    this.calls.push({ call: "plan", op, attrs, types });
    return (operands, outputs, dynamic: Dynamic<Op>) => {
      this.calls.push({ call: "launch", op, attrs, dynamic });
      if (op === this.#faulty) throw new DeviceFaultError({ where: op, problem: "this launch fails on purpose" });
      this.shapes.push({ operands: shapesOf(operands), outputs: shapesOf(outputs) });
      for (const operand of Object.values<Operand<RecordedMemory>>(operands)) this.#check(operand.handle);
      for (const output of Object.values<Operand<RecordedMemory>>(outputs)) this.#check(output.handle).elements.fill(1);
    };
  }

  allocate(dtype: DType, length: number): RecordedMemory {
    const elements = typedArray(dtype, length);
    if (this.#liveBytes + elements.byteLength > this.limits.liveBytes) {
      throw new OutOfMemoryError({
        where: this.name,
        problem: "memory is full",
        expected: `at most ${this.limits.liveBytes} bytes`,
      });
    }
    this.#liveBytes += elements.byteLength;
    const memory = { id: ++this.#lastId, elements, freed: false };
    this.calls.push({ call: "allocate", id: memory.id, dtype, length });
    return memory;
  }

  free(handle: RecordedMemory): void {
    this.#check(handle);
    this.calls.push({ call: "free", id: handle.id });
    this.#liveBytes -= handle.elements.byteLength;
    handle.freed = true;
  }

  write(handle: RecordedMemory, byteOffset: number, bytes: Uint8Array): void {
    this.#check(handle);
    this.calls.push({ call: "write", id: handle.id });
    bytesOf(handle.elements).set(bytes, byteOffset);
  }

  async read(operand: Operand<RecordedMemory>): Promise<TypedArray> {
    return this.#copy(operand);
  }

  forget(constant: ConstantKey): void {
    this.calls.push({ call: "forget", constant });
  }

  async flush(): Promise<void> {
    this.calls.push({ call: "flush" });
  }

  statistics(): BackendStatistics {
    return {
      plans: this.count("plan"),
      compilations: 0,
      packs: 0,
      allocations: this.count("allocate"),
      launches: this.count("launch"),
      submits: 0,
      liveBytes: this.#liveBytes,
      packedBytes: 0,
      peakScratchBytes: 0,
    };
  }

  dispose(): void {
    this.calls.push({ call: "dispose" });
  }

  #copy(operand: Operand<RecordedMemory>): TypedArray {
    this.#check(operand.handle);
    this.calls.push({ call: "read", id: operand.handle.id });
    return operand.handle.elements.slice(0, elementCount(operand.shape));
  }

  #check(handle: RecordedMemory): RecordedMemory {
    if (handle.freed) throw new Error(`recording: memory ${handle.id} was used after it was freed`);
    return handle;
  }
}

function shapesOf(operands: object): Record<string, Shape> {
  const entries = Object.entries<Operand<RecordedMemory>>({ ...operands });
  return Object.fromEntries(entries.map(([name, operand]) => [name, operand.shape]));
}
