import type { DType, TypedArray } from "./dtype.js";
import type { Attrs, Gaps, Launch, OperandTypes } from "./kernel.js";
import type { OpName } from "./op-specs/op-specs.js";
import type { ConstantKey, Operand } from "./operand.js";

export interface Limits {
  /** The largest single value, in bytes. */
  readonly bytesPerValue: number;
  /** The most bytes that values may hold together before the engine moves old ones to the host. */
  readonly liveBytes: number;
}

/** Counters of one backend since it was opened. Bytes count whole allocations. */
export interface BackendStatistics {
  /** Calls of `plan` that found a kernel. */
  readonly plans: number;
  /** Modules instantiated or pipelines created. */
  readonly compilations: number;
  /** Times that a weight was packed, first packings and repackings. */
  readonly packs: number;
  /** Calls of `allocate`. */
  readonly allocations: number;
  /** Kernels launched. */
  readonly launches: number;
  /** Batches of commands handed to the device; 0 where kernels compute at once. */
  readonly submits: number;
  /** Bytes of values that end only with `free`; 0 where the garbage collector owns them. */
  readonly liveBytes: number;
  /** Bytes of packed weights. */
  readonly packedBytes: number;
  /** The most scratch memory that kernels held at once. */
  readonly peakScratchBytes: number;
}

/**
 * A device's side of the seam. The engine in core asks for plans, owns every handle that it allocates, and counts
 * references; a backend only computes. Effects are in the order of the calls.
 *
 * @typeParam H what this backend calls a piece of memory.
 */
export interface Backend<H> {
  readonly name: string;
  /** Element types that kernels compute with. */
  readonly dtypes: ReadonlySet<DType>;
  readonly limits: Limits;
  /** Ops without a kernel here, each with its reason. */
  readonly gaps: Gaps;
  /** How it was opened, in sentences for the user, such as why there are fewer threads than asked for. */
  readonly notes?: readonly string[];
  /** Whether handles are ordinary objects that the garbage collector frees. Else each one ends with `free`. */
  readonly garbageCollected: boolean;

  /** The first phase of a kernel; undefined where this backend has none for the op. */
  plan<Op extends OpName>(op: Op, attrs: Attrs<Op>, types: OperandTypes<Op>): Launch<Op, H> | undefined;

  /** Memory for `length` elements, which may be 0, with undefined content. @throws OutOfMemoryError */
  allocate(dtype: DType, length: number): H;
  free(handle: H): void;
  /** Takes a host array as a handle without a copy, where handles are host arrays. The array is never written again. */
  adopt?(array: TypedArray): H;
  write(handle: H, byteOffset: number, bytes: Uint8Array): void;
  /** A copy of the operand, after all that was launched before. Rejects with the named error of a failed launch. */
  read(operand: Operand<H>): Promise<TypedArray>;
  /** The same at once, where the device allows it. */
  readSync?(operand: Operand<H>): TypedArray;

  /** Frees what was packed for a variable that ends. */
  forget(constant: ConstantKey): void;
  /** Resolves when all that was launched has run; rejects with its error. */
  flush?(): Promise<void>;
  statistics(): BackendStatistics;
  dispose(): void;
}
