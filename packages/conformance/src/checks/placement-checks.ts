import {
  type Backend,
  bytesPerElement,
  type DType,
  type Operand,
  type OpName,
  type Outputs,
  type Shape,
  type TypedArray,
} from "@sepconv/backend";
import { cases, opNames } from "../cases/cases.js";
import { compareBits } from "../compare.js";
import { isAsked } from "../element-types.js";
import type { OpCase } from "../op-case.js";
import type { FloatDType } from "../tolerance.js";
import { operandAlignment, Workbench } from "../workbench.js";
import type { ContractCheck, Subject } from "./contract-check.js";

/** What the contract promises about where values lie. */
export const placementChecks: readonly ContractCheck[] = [
  { title: "operands and outputs at a byteOffset give the same bits", needs: [], run: honoursOffsets },
  { title: "a launch writes its outputs and nothing else", needs: [], run: writesOutputsOnly },
];

async function honoursOffsets<H>({ backend, dtype }: Subject<H>): Promise<void> {
  for (const op of opNames) {
    if (op in backend.gaps) continue;
    for (const call of someCases(backend, op, dtype)) await sameAtOffset(backend, dtype, op, call);
  }
}

async function sameAtOffset<Op extends OpName, H>(
  backend: Backend<H>,
  dtype: FloatDType,
  op: Op,
  call: OpCase<Op>,
): Promise<void> {
  const atStart = new Workbench(backend, dtype);
  const inside = new Workbench(backend, dtype, operandAlignment);
  const want: Readonly<Record<string, Operand<H>>> = atStart.run(op, call).outputs;
  const got: Readonly<Record<string, Operand<H>>> = inside.run(op, call).outputs;
  for (const [name, operand] of Object.entries(want)) {
    const moved = got[name] ?? operand;
    compareBits(
      `${op} "${call.name}" ${name} at byteOffset 256`,
      await inside.read(moved),
      await atStart.read(operand),
    );
  }
  atStart.clear();
  inside.clear();
}

async function writesOutputsOnly<H>({ backend, dtype }: Subject<H>): Promise<void> {
  for (const op of opNames) {
    if (op in backend.gaps) continue;
    for (const call of someCases(backend, op, dtype)) await leavesRestAlone(backend, dtype, op, call);
  }
}

async function leavesRestAlone<Op extends OpName, H>(
  backend: Backend<H>,
  dtype: FloatDType,
  op: Op,
  call: OpCase<Op>,
): Promise<void> {
  const bench = new Workbench(backend, dtype);
  const { operands, outputs: sized } = bench.placeCall(op, call);
  const wholes: Record<string, Operand<H>> = {};
  const outputs: Record<string, Operand<H>> = {};
  for (const [name, { shape, dtype: outputType }] of Object.entries<Operand<H>>(sized)) {
    const length = lengthOf(shape) + 2 * marginOf(outputType);
    const whole = bench.place({ shape: [length], values: filler(length) }, null, outputType);
    wholes[name] = whole;
    outputs[name] = { ...whole, shape, byteOffset: operandAlignment };
  }
  const inputs: Readonly<Record<string, Operand<H>>> = operands;
  const before = new Map<string, TypedArray>();
  for (const [name, operand] of Object.entries(inputs)) before.set(name, await bench.read(operand));
  bench.plan(op, call)(operands, outputs as Outputs<Op, H>, call.dynamic);
  for (const [name, whole] of Object.entries(wholes)) {
    const got = await bench.read(whole);
    const margin = marginOf(whole.dtype);
    const want = got.slice();
    want.fill(sentinel, 0, margin);
    want.fill(sentinel, got.length - margin);
    compareBits(`memory around ${name} of ${op} "${call.name}"`, got, want);
  }
  for (const [name, want] of before) {
    const operand = inputs[name];
    if (operand)
      compareBits(`operand ${name} of ${op} "${call.name}" after the launch`, await bench.read(operand), want);
  }
  bench.clear();
}

/** Elements on either side of an output. */
function marginOf(dtype: DType): number {
  return operandAlignment / bytesPerElement[dtype];
}

const sentinel = 1234.5;

function filler(length: number): Float64Array {
  return new Float64Array(length).fill(sentinel);
}

function someCases<Op extends OpName, H>(backend: Backend<H>, op: Op, dtype: FloatDType): readonly OpCase<Op>[] {
  const asked = cases[op].curated.filter((call) => !call.nonFinite && isAsked(backend, op, call, dtype));
  return asked.filter((_, index) => index % Math.ceil(asked.length / 8) === 0);
}

function lengthOf(shape: Shape): number {
  return shape.reduce((length, extent) => length * extent, 1);
}
