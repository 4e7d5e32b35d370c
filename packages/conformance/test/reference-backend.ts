import {
  type Backend,
  type BackendStatistics,
  bytesPerElement,
  type ConstantKey,
  type DType,
  type Dynamic,
  elementCount,
  type Gaps,
  type Launch,
  type Limits,
  type Operand,
  type OpName,
  type Shape,
  type TypedArray,
  typedArray,
} from "@sepconv/backend";
import { held } from "../src/held.js";
import type { HostArray, OpCase } from "../src/op-case.js";
import type { ReferenceOutput } from "../src/reference/reference.js";
import { references } from "../src/reference/references.js";

const views = { float32: Float32Array, float64: Float64Array, int32: Int32Array, bool: Uint8Array } as const;

/** A piece of memory, to be freed by hand. */
export interface Memory {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What a dishonest backend does otherwise. Each function replaces one honest step. */
export interface Behaviour {
  readonly gaps?: Gaps;
  /** Changes the call before it is computed. */
  readonly calls?: { readonly [Op in OpName]?: (call: OpCase<Op>) => OpCase<Op> };
  /** Changes a result before it is stored; `old` is what the output's memory held. */
  readonly result?: (values: Float64Array, old: TypedArray, op: OpName) => Float64Array;
  /** Where a value starts in its memory. */
  readonly byteOffset?: (operand: Operand<Memory>) => number;
  /** Bytes that an output's store covers behind its end. */
  readonly overrun?: number;
  /** The version under which a weight is kept, or null to keep it under the key alone. */
  readonly packVersion?: (key: ConstantKey) => number | null;
  readonly packsValues?: boolean;
  readonly packsIntoNewMemory?: boolean;
  readonly forgets?: boolean;
  readonly copies?: boolean;
  readonly frees?: boolean;
  readonly scratchBytes?: (outputShape: Shape) => number;
  /** Runs launches only when something is read, with the memory of that time. */
  readonly lazy?: boolean;
  readonly compiles?: (launches: number) => boolean;
  readonly disposesTwice?: boolean;
}

interface Packed {
  readonly version: number | null;
  readonly values: Float64Array;
}

/** A backend that computes with the references: honest unless a behaviour says otherwise. */
export class ReferenceBackend implements Backend<Memory> {
  readonly name = "reference";
  readonly dtypes: ReadonlySet<DType> = new Set<DType>(["float32", "float64", "int32", "bool"]);
  readonly limits: Limits = { bytesPerValue: 2 ** 30, liveBytes: 2 ** 30 };
  readonly gaps: Gaps;
  readonly garbageCollected = false;
  readonly #behaviour: Behaviour;
  readonly #counts = { plans: 0, compilations: 0, packs: 0, allocations: 0, launches: 0 };
  readonly #waiting: (() => void)[] = [];
  #packed = new Map<object, Packed>();
  #liveBytes = 0;
  #packedBytes = 0;
  #peakScratchBytes = 0;
  #disposed = false;

  constructor(behaviour: Behaviour = {}) {
    this.#behaviour = behaviour;
    this.gaps = behaviour.gaps ?? {};
  }

  plan<Op extends OpName>(op: Op, attrs: OpCase<Op>["attrs"]): Launch<Op, Memory> | undefined {
    this.#counts.plans++;
    this.#counts.compilations++;
    return (operands, outputs, dynamic) => {
      this.#counts.launches++;
      if (this.#behaviour.compiles?.(this.#counts.launches)) this.#counts.compilations++;
      const run = () => this.#run(op, attrs, operands, outputs, dynamic);
      if (this.#behaviour.lazy) this.#waiting.push(run);
      else run();
    };
  }

  allocate(dtype: DType, length: number): Memory {
    this.#counts.allocations++;
    const bytes = new Uint8Array(length * bytesPerElement[dtype]).fill(0xa5);
    this.#liveBytes += bytes.length;
    return { bytes };
  }

  free({ bytes }: Memory): void {
    if (this.#behaviour.frees !== false) this.#liveBytes -= bytes.length;
    // Whoever still looks at freed memory sees that it is gone.
    bytes.fill(0xa5);
  }

  write({ bytes }: Memory, byteOffset: number, source: Uint8Array): void {
    bytes.set(source, byteOffset);
  }

  async read(operand: Operand<Memory>): Promise<TypedArray> {
    for (const run of this.#waiting.splice(0)) run();
    return await Promise.resolve(this.readSync(operand));
  }

  readSync(operand: Operand<Memory>): TypedArray {
    const view = this.#view(operand);
    return this.#behaviour.copies === false ? view : view.slice();
  }

  forget(key: ConstantKey): void {
    const packed = this.#packed.get(key);
    if (packed === undefined || this.#behaviour.forgets === false) return;
    this.#packed.delete(key);
    this.#packedBytes -= packed.values.byteLength;
  }

  statistics(): BackendStatistics {
    return {
      ...this.#counts,
      submits: 0,
      liveBytes: this.#liveBytes,
      packedBytes: this.#packedBytes,
      peakScratchBytes: this.#peakScratchBytes,
    };
  }

  dispose(): void {
    if (this.#disposed && this.#behaviour.disposesTwice === false) throw new Error("disposed before");
    this.#disposed = true;
    this.#packed = new Map();
  }

  #run<Op extends OpName>(
    op: Op,
    attrs: OpCase<Op>["attrs"],
    operands: Readonly<Record<string, Operand<Memory>>>,
    outputs: Readonly<Record<string, Operand<Memory>>>,
    dynamic: Dynamic<Op>,
  ): void {
    const inputs: Record<string, HostArray> = {};
    for (const [name, operand] of Object.entries(operands)) {
      inputs[name] = { shape: operand.shape, values: this.#values(operand) };
    }
    const shapes: Record<string, Shape> = {};
    for (const [name, { shape }] of Object.entries(outputs)) shapes[name] = shape;
    const honest: OpCase<Op> = {
      name: op,
      attrs,
      dynamic,
      inputs: inputs as OpCase<Op>["inputs"],
      outputs: shapes as OpCase<Op>["outputs"],
    };
    const call = this.#behaviour.calls?.[op]?.(honest) ?? honest;
    const results: Readonly<Record<string, ReferenceOutput>> = references[op](call);
    for (const [name, operand] of Object.entries(outputs)) {
      this.#store(op, operand, results[name]?.values ?? new Float64Array(elementCount(operand.shape)));
    }
  }

  #store(op: OpName, operand: Operand<Memory>, values: Float64Array): void {
    const scratch = this.#behaviour.scratchBytes?.(operand.shape) ?? 64;
    this.#peakScratchBytes = Math.max(this.#peakScratchBytes, scratch);
    const view = this.#view(operand);
    view.set(held(this.#behaviour.result?.(values, view, op) ?? values, operand.dtype));
    const end = view.byteOffset + view.byteLength;
    operand.handle.bytes.fill(0, end, end + (this.#behaviour.overrun ?? 0));
  }

  /** The values of an operand; those of a weight as they are kept. */
  #values(operand: Operand<Memory>): Float64Array {
    const fresh = Float64Array.from(this.#view(operand));
    const key = operand.constant ?? (this.#behaviour.packsValues ? operand.handle : null);
    if (key === null) return fresh;
    const current = operand.constant ?? { version: 0 };
    const version = this.#behaviour.packVersion ? this.#behaviour.packVersion(current) : current.version;
    const packed = this.#packed.get(key);
    if (packed && packed.version === version) return packed.values;
    this.#counts.packs++;
    if (!packed || this.#behaviour.packsIntoNewMemory) this.#packedBytes += fresh.byteLength;
    this.#packed.set(key, { version, values: fresh });
    return fresh;
  }

  #view(operand: Operand<Memory>): TypedArray {
    const { handle, dtype, shape } = operand;
    const byteOffset = this.#behaviour.byteOffset?.(operand) ?? operand.byteOffset;
    const length = elementCount(shape);
    if (handle.bytes.byteLength === 0) return typedArray(dtype, 0);
    return new views[dtype](handle.bytes.buffer, byteOffset, length);
  }
}
