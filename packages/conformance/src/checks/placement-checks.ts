import {
  type Backend,
  type Operand,
  type OpName,
  type Outputs,
  type Shape,
  type TypedArray,
  typedArray,
} from "@sepconv/backend";
import { cases, opNames } from "../cases/cases.js";
import { compareBits } from "../compare.js";
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
    for (const call of someCases(op)) await sameAtOffset(backend, dtype, op, call);
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
    for (const call of someCases(op)) await leavesRestAlone(backend, dtype, op, call);
  }
}

/** Elements on either side of an output. */
const margin = operandAlignment / 4;

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
  for (const [name, { shape }] of Object.entries<Operand<H>>(sized)) {
    const whole = bench.place({ shape: [lengthOf(shape) + 2 * margin], values: filler(lengthOf(shape) + 2 * margin) });
    wholes[name] = whole;
    outputs[name] = { ...whole, shape, byteOffset: margin * typedArray(dtype, 1).byteLength };
  }
  const inputs: Readonly<Record<string, Operand<H>>> = operands;
  const before = new Map<string, TypedArray>();
  for (const [name, operand] of Object.entries(inputs)) before.set(name, await bench.read(operand));
  bench.plan(op, call)(operands, outputs as Outputs<Op, H>, call.dynamic);
  for (const [name, whole] of Object.entries(wholes)) {
    const got = await bench.read(whole);
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

const sentinel = 1234.5;

function filler(length: number): Float64Array {
  return new Float64Array(length).fill(sentinel);
}

function someCases<Op extends OpName>(op: Op): readonly OpCase<Op>[] {
  const { curated } = cases[op];
  return curated.filter(({ nonFinite }, index) => !nonFinite && index % Math.ceil(curated.length / 8) === 0);
}

function lengthOf(shape: Shape): number {
  return shape.reduce((length, extent) => length * extent, 1);
}
