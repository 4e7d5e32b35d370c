import {
  type Backend,
  bytesOf,
  type ConstantKey,
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
import type { HostArray, OpCase } from "./op-case.js";
import { opSpecs } from "./op-specs.js";
import type { FloatDType } from "./tolerance.js";

/** Where a value may start inside an allocation: the strictest alignment of any device, in bytes. */
export const operandAlignment = 256;

/** Elements of an array, rounded to a dtype. */
export function rounded({ values }: HostArray, dtype: FloatDType): TypedArray {
  return dtype === "float32" ? Float32Array.from(values) : Float64Array.from(values);
}

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
  readonly dtype: FloatDType;
  /** Where in its allocation each value starts. */
  readonly byteOffset: number;
  readonly #handles: H[] = [];

  constructor(backend: Backend<H>, dtype: FloatDType, byteOffset = 0) {
    this.backend = backend;
    this.dtype = dtype;
    this.byteOffset = byteOffset;
  }

  /** Writes a value into new memory. */
  place(array: HostArray, constant: ConstantKey | null = null): Operand<H> {
    const elements = rounded(array, this.dtype);
    const operand = this.#allocate(array.shape, constant);
    if (elements.length > 0) this.backend.write(operand.handle, operand.byteOffset, bytesOf(elements));
    return operand;
  }

  /** Memory for an output, filled with NaN: whatever the kernel leaves out shows. */
  blank(shape: Shape): Operand<H> {
    const operand = this.#allocate(shape, null);
    this.fillWithNaN(operand);
    return operand;
  }

  fillWithNaN({ handle, byteOffset, shape }: Operand<H>): void {
    const garbage = typedArray(this.dtype, lengthOf(shape)).fill(Number.NaN);
    if (garbage.length > 0) this.backend.write(handle, byteOffset, bytesOf(garbage));
  }

  /** Writes new elements over a placed value. */
  overwrite({ handle, byteOffset }: Operand<H>, array: HostArray): void {
    this.backend.write(handle, byteOffset, bytesOf(rounded(array, this.dtype)));
  }

  /** Places operands and outputs of a call. `constants` marks inputs as weights. */
  placeCall<Op extends OpName>(
    op: Op,
    call: OpCase<Op>,
    constants: Readonly<Record<string, ConstantKey>> = {},
  ): PlacedCall<Op, H> {
    const operands: Record<string, Operand<H>> = {};
    for (const [name, array] of Object.entries<HostArray>(call.inputs)) {
      operands[name] = this.place(array, constants[name] ?? null);
    }
    const outputs: Record<string, Operand<H>> = {};
    for (const [name, shape] of Object.entries<Shape>(call.outputs)) outputs[name] = this.blank(shape);
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
    return lengthOf(operand.shape) === 0 ? typedArray(this.dtype, 0) : await this.backend.read(operand);
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

  #allocate(shape: Shape, constant: ConstantKey | null): Operand<H> {
    const { backend, dtype, byteOffset } = this;
    const handle = backend.allocate(dtype, byteOffset / typedArray(dtype, 1).byteLength + lengthOf(shape));
    this.#handles.push(handle);
    return { handle, byteOffset, dtype, shape, constant };
  }
}

/** What a plan may depend on, for the inputs of a case. */
export function operandTypes<Op extends OpName>(op: Op, call: OpCase<Op>, dtype: FloatDType): OperandTypes<Op> {
  const axes: Readonly<Record<string, readonly number[] | undefined>> = opSpecs[op].staticAxes;
  const types: Record<string, OperandType> = {};
  for (const [name, { shape }] of Object.entries<HostArray>(call.inputs)) {
    types[name] = { dtype, rank: shape.length, static: (axes[name] ?? []).map((axis) => shape[axis] ?? 0) };
  }
  return types as OperandTypes<Op>;
}

function lengthOf(shape: Shape): number {
  return shape.reduce((length, extent) => length * extent, 1);
}
