import {
  type Backend,
  bytesOf,
  type ConstantKey,
  type Operand,
  type OperandTypes,
  type OpName,
  type TypedArray,
  UnsupportedOpError,
} from "@sepconv/backend";
import { type EngineParts, operandType } from "../engine/engine.js";
import { escapeScope } from "../tensor/scope.js";
import { Tensor } from "../tensor/tensor.js";
import { Variable } from "../tensor/variable.js";
import { type SharedBuffer, shareBuffers } from "./share-buffers.js";
import type { Recording, StepOf, Use, Uses, Value } from "./step.js";

/** Tensors that a program keeps: constants that are no variables, and the memory of what it computes. */
export type HeldTensors = Set<Tensor>;

export interface BoundSteps {
  readonly count: number;
  run(inputs: readonly TypedArray[]): readonly TypedArray[] | Promise<readonly TypedArray[]>;
  /** Frees what the device keeps packed for constants. */
  forget(): void;
}

/** A launch of whatever op. */
type AnyLaunch<H> = (operands: Operands<H>, outputs: Operands<H>, dynamic: object) => void;

type Operands<H> = Readonly<Record<string, Operand<H>>>;

type MutableOperand<H> = { -readonly [Key in keyof Operand<H>]: Operand<H>[Key] };

/**
 * Plans every step and gives it its memory.
 *
 * @param held gets the tensors that hold that memory.
 * @throws UnsupportedOpError where the device has no kernel for a step. @throws OutOfMemoryError
 */
export function bindSteps<H>(
  { backend, memory }: EngineParts<H>,
  { steps, inputs, outputs }: Recording,
  held: HeldTensors,
): BoundSteps {
  const keys = new Map<Tensor, ConstantKey>();
  const operands: { readonly operand: MutableOperand<H>; readonly tensor: Tensor }[] = [];
  const inUse: Tensor[] = [];
  const storage = storageOf({ steps, inputs, outputs }, ({ dtype, length }) => {
    const { owner } = memory.allocate(dtype, length, inUse);
    const tensor = escapeScope(new Tensor(owner, [length]));
    held.add(tensor);
    inUse.push(tensor);
    return tensor;
  });

  /** The key under which the device may keep a constant packed: its variable, or one of the program's own. */
  function keyOf({ constant }: Value): ConstantKey | null {
    if (!constant || constant instanceof Variable) return constant;
    const key = keys.get(constant) ?? { version: 0 };
    keys.set(constant, key);
    return key;
  }

  function bind({ value, shape }: Use): Operand<H> {
    const tensor = storage(value);
    if (value.constant) inUse.push(tensor);
    const { handle } = memory.operand(tensor, inUse);
    const operand: MutableOperand<H> = { handle, byteOffset: 0, dtype: value.dtype, shape, constant: keyOf(value) };
    operands.push({ operand, tensor });
    return operand;
  }

  const launches = steps
    .filter((step) => Object.values(step.outputs).some(({ value }) => value.length > 0))
    .map((step) => {
      const launch = planOf(backend, step);
      const [operandsOfStep, outputsOfStep] = [mapUses(step.inputs, bind), mapUses(step.outputs, bind)];
      return () => launch(operandsOfStep, outputsOfStep, step.dynamic);
    });
  const sources = inputs.map(bind);
  const results = outputs.map(bind);
  const launchAll = (): void => {
    for (const launch of launches) memory.makingRoom(inUse, launch);
  };
  let moves = memory.movedOut;

  return {
    count: launches.length,

    run(elements) {
      // What has moved to the host comes back, perhaps to another place.
      if (memory.movedOut !== moves) {
        for (const { operand, tensor } of operands) operand.handle = memory.operand(tensor, inUse).handle;
        moves = memory.movedOut;
      }
      sources.forEach(({ handle }, index) => {
        const source = elements[index];
        if (source) backend.write(handle, 0, bytesOf(source));
      });
      launchAll();
      if (backend.readSync) return results.map((result) => backend.readSync?.(result) ?? new Float32Array());
      return Promise.all(results.map((result) => backend.read(result)));
    },

    forget() {
      for (const key of keys.values()) memory.forget(key);
    },
  };
}

function planOf<Op extends OpName, H>(backend: Backend<H>, { op, spec, attrs, inputs }: StepOf<Op>): AnyLaunch<H> {
  const types = mapUses(inputs, ({ value, shape }, name) => operandType({ dtype: value.dtype, shape }, spec, name));
  const launch = backend.plan(op, attrs, types as OperandTypes<Op>);
  if (launch) return launch as AnyLaunch<H>;
  throw new UnsupportedOpError({ where: op, problem: `the device "${backend.name}" has no kernel for this op` });
}

function mapUses<Result>(uses: Uses, map: (use: Use, name: string) => Result): Record<string, Result> {
  return Object.fromEntries(Object.entries(uses).map(([name, use]) => [name, map(use, name)]));
}

/** Where each value lies: a constant in itself, all others in buffers that are made here. */
function storageOf(
  { steps, inputs, outputs }: Recording,
  allocate: (buffer: SharedBuffer) => Tensor,
): (value: Value) => Tensor {
  const valuesOf = (uses: readonly Use[]): Value[] => uses.map(({ value }) => value);
  const buffers = shareBuffers(steps, valuesOf(inputs), valuesOf(outputs));
  const tensors = new Map<SharedBuffer, Tensor>();
  function tensorOf(buffer: SharedBuffer): Tensor {
    const known = tensors.get(buffer) ?? allocate(buffer);
    tensors.set(buffer, known);
    return known;
  }
  return (value) => value.constant ?? tensorOf(buffers.get(value) ?? value);
}
