import {
  type Attrs,
  type Backend,
  type BackendStatistics,
  type DType,
  elementCount,
  type Gaps,
  type KernelTable,
  type Launch,
  type Limits,
  type Operand,
  type OperandTypes,
  type OpName,
  OutOfMemoryError,
  type TypedArray,
  typedArray,
} from "@sepconv/backend";
import { CpuContext } from "./cpu-context.js";

const gibibyte = 2 ** 30;

/** A CPU backend with the given kernels. */
export function openCpuBackend(kernels: Partial<KernelTable<CpuContext>>): Backend<TypedArray> {
  return new CpuBackend(kernels);
}

class CpuBackend implements Backend<TypedArray> {
  readonly name = "cpu";
  readonly dtypes: ReadonlySet<DType> = new Set<DType>(["float32", "float64", "int32", "bool"]);
  readonly limits: Limits = { bytesPerValue: 8 * gibibyte, liveBytes: Number.POSITIVE_INFINITY };
  readonly gaps: Gaps = {};
  readonly garbageCollected = true;
  readonly #kernels: Partial<KernelTable<CpuContext>>;
  readonly #context = new CpuContext();
  #plans = 0;
  #allocations = 0;

  constructor(kernels: Partial<KernelTable<CpuContext>>) {
    this.#kernels = kernels;
  }

  plan<Op extends OpName>(op: Op, attrs: Attrs<Op>, types: OperandTypes<Op>): Launch<Op, TypedArray> | undefined {
    const launch = this.#kernels[op]?.(this.#context, attrs, types);
    if (launch === undefined) return undefined;
    this.#plans++;
    return (operands, outputs, dynamic) => {
      this.#context.launches++;
      launch(operands, outputs, dynamic);
    };
  }

  allocate(dtype: DType, length: number): TypedArray {
    this.#allocations++;
    try {
      return typedArray(dtype, length);
    } catch (cause) {
      throw new OutOfMemoryError({
        where: "cpu backend",
        problem: `an array of ${length} elements cannot be made`,
        remedy: "Split the batch.",
        cause,
      });
    }
  }

  free(): void {
    // The garbage collector owns the arrays.
  }

  adopt(array: TypedArray): TypedArray {
    return array;
  }

  write(handle: TypedArray, byteOffset: number, bytes: Uint8Array): void {
    new Uint8Array(handle.buffer, handle.byteOffset, handle.byteLength).set(bytes, byteOffset);
  }

  async read(operand: Operand<TypedArray>): Promise<TypedArray> {
    return this.readSync(operand);
  }

  readSync({ handle, byteOffset, shape }: Operand<TypedArray>): TypedArray {
    const start = byteOffset / handle.BYTES_PER_ELEMENT;
    return handle.slice(start, start + elementCount(shape));
  }

  forget(): void {
    // Nothing is packed here.
  }

  statistics(): BackendStatistics {
    return {
      plans: this.#plans,
      compilations: 0,
      packs: 0,
      allocations: this.#allocations,
      launches: this.#context.launches,
      submits: 0,
      liveBytes: 0,
      packedBytes: 0,
      peakScratchBytes: this.#context.peakScratchBytes,
    };
  }

  dispose(): void {
    // Nothing to give back.
  }
}
