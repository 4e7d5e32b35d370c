import {
  type Backend,
  bytesOf,
  type ConstantKey,
  type DType,
  isFloating,
  type Launch,
  type Operand,
  type Operands,
  type OperandType,
  type OperandTypes,
  type OpName,
  type Outputs,
  type Shape,
  type TypedArray,
  typedArray,
} from "@sepconv/backend";
import { demand } from "./conformance-failure.js";
import { inputDType, outputDType } from "./element-types.js";
import { held } from "./held.js";
import type { HostArray, OpCase } from "./op-case.js";
import { opSpecs } from "./op-specs.js";

/** Where a value may start inside an allocation: the strictest alignment of any device, in bytes. */
export const operandAlignment = 256;

/** What memory for an output holds before the launch, where there is no NaN: no kernel writes these. */
const garbage: Readonly<Record<"int32" | "bool", number>> = { int32: 0x5a5a5a5a, bool: 0x5a };

/** Operands and outputs of one call, in a backend's memory. */
export interface PlacedCall<Op extends OpName, H> {
  readonly op: Op;
  readonly call: OpCase<Op>;
  readonly operands: Operands<Op, H>;
  readonly outputs: Outputs<Op, H>;
}

/** Does what the engine in core does, by hand: places values in a backend's memory, plans, launches, reads, frees. */
export class Workbench<H> {
  readonly backend: Backend<H>;
  /** What the op computes in: the dtype of all operands that have none of their own. */
  readonly dtype: DType;
  /** Where in its allocation each value starts. */
  readonly byteOffset: number;
  readonly #handles: H[] = [];

  constructor(backend: Backend<H>, dtype: DType, byteOffset = 0) {
    this.backend = backend;
    this.dtype = dtype;
    this.byteOffset = byteOffset;
  }

  /** Writes a value into new memory. */
  place(array: HostArray, constant: ConstantKey | null = null, dtype: DType = this.dtype): Operand<H> {
    const elements = held(array.values, dtype);
    const operand = this.#allocate(array.shape, constant, dtype);
    if (elements.length > 0) this.backend.write(operand.handle, operand.byteOffset, bytesOf(elements));
    return operand;
  }

  /** Memory for an output, filled with NaN or its like: whatever the kernel leaves out shows. */
  blank(shape: Shape, dtype: DType = this.dtype): Operand<H> {
    const operand = this.#allocate(shape, null, dtype);
    this.spoil(operand);
    return operand;
  }

  /** Fills a value with NaN, or with what no kernel writes. */
  spoil({ handle, byteOffset, dtype, shape }: Operand<H>): void {
    const elements = typedArray(dtype, lengthOf(shape)).fill(isFloating(dtype) ? Number.NaN : garbage[dtype]);
    if (elements.length > 0) this.backend.write(handle, byteOffset, bytesOf(elements));
  }

  /** Writes new elements over a placed value. */
  overwrite({ handle, byteOffset, dtype }: Operand<H>, array: HostArray): void {
    this.backend.write(handle, byteOffset, bytesOf(held(array.values, dtype)));
  }

  /** Places operands and outputs of a call. `constants` marks inputs as weights. */
  placeCall<Op extends OpName>(
    op: Op,
    call: OpCase<Op>,
    constants: Readonly<Record<string, ConstantKey>> = {},
  ): PlacedCall<Op, H> {
    const operands: Record<string, Operand<H>> = {};
    for (const [name, array] of Object.entries<HostArray>(call.inputs)) {
      operands[name] = this.place(array, constants[name] ?? null, inputDType(op, name, this.dtype));
    }
    const outputs: Record<string, Operand<H>> = {};
    const dtype = outputDType(op, call, this.dtype);
    for (const [name, shape] of Object.entries<Shape>(call.outputs)) outputs[name] = this.blank(shape, dtype);
    return { op, call, operands: operands as Operands<Op, H>, outputs: outputs as Outputs<Op, H> };
  }

  /** @throws ConformanceFailure where the backend has no kernel for the op. */
  plan<Op extends OpName>(op: Op, call: OpCase<Op>): Launch<Op, H> {
    const launch = this.backend.plan(op, call.attrs, operandTypes(op, call, this.dtype));
    demand(launch !== undefined, `plan("${op}") is undefined though the op is no gap`);
    return launch;
  }

  /** Plans and launches a call; its placed operands and outputs. */
  run<Op extends OpName>(op: Op, call: OpCase<Op>): PlacedCall<Op, H> {
    const placed = this.placeCall(op, call);
    this.plan(op, call)(placed.operands, placed.outputs, call.dynamic);
    return placed;
  }

  async read(operand: Operand<H>): Promise<TypedArray> {
    return lengthOf(operand.shape) === 0 ? typedArray(operand.dtype, 0) : await this.backend.read(operand);
  }

  /** Frees what was placed. */
  clear(): void {
    for (const handle of this.#handles.splice(0)) this.backend.free(handle);
  }

  /** Frees one placed value before the others. */
  release({ handle }: Operand<H>): void {
    this.#handles.splice(this.#handles.indexOf(handle), 1);
    this.backend.free(handle);
  }

  #allocate(shape: Shape, constant: ConstantKey | null, dtype: DType): Operand<H> {
    const { backend, byteOffset } = this;
    const handle = backend.allocate(dtype, byteOffset / typedArray(dtype, 1).byteLength + lengthOf(shape));
    this.#handles.push(handle);
    return { handle, byteOffset, dtype, shape, constant };
  }
}

/** What a plan may depend on, for the inputs of a case. */
export function operandTypes<Op extends OpName>(op: Op, call: OpCase<Op>, dtype: DType): OperandTypes<Op> {
  const axes: Readonly<Record<string, readonly number[] | undefined>> = opSpecs[op].staticAxes;
  const types: Record<string, OperandType> = {};
  for (const [name, { shape }] of Object.entries<HostArray>(call.inputs)) {
    const fixed = (axes[name] ?? []).map((axis) => shape[axis] ?? 0);
    types[name] = { dtype: inputDType(op, name, dtype), rank: shape.length, static: fixed };
  }
  return types as OperandTypes<Op>;
}

function lengthOf(shape: Shape): number {
  return shape.reduce((length, extent) => length * extent, 1);
}
