import { type Backend, type DType, isFloating, type OpName } from "@sepconv/backend";
import { cases } from "./cases/cases.js";
import type { HostArray, OpCase } from "./op-case.js";
import { opSpecs } from "./op-specs.js";

/** The dtypes that an op's operands and outputs may share, in the order of the tests. */
export function dtypesOf(op: OpName): readonly DType[] {
  return opSpecs[op].elements === "any" ? ["float32", "float64", "int32", "bool"] : ["float32", "float64"];
}

/** The dtype of an input where the op computes in `dtype`: most inputs have that one. */
export function inputDType(op: OpName, name: string, dtype: DType): DType {
  const own: Readonly<Record<string, DType | undefined>> = opSpecs[op].inputDTypes ?? {};
  return own[name] ?? dtype;
}

/** The dtype of an op's outputs where it computes in `dtype`. */
export function outputDType<Op extends OpName>(op: Op, { attrs }: OpCase<Op>, dtype: DType): DType {
  const { outputDType: own } = opSpecs[op];
  if (own === "attribute") return "dtype" in attrs ? attrs.dtype : dtype;
  return own ?? dtype;
}

/**
 * Whether a case is asked of a backend in a dtype: the call is defined for it, the backend has the dtypes of all operands
 * and outputs, and no operand would need a NaN or ∞ that its dtype lacks.
 */
export function isAsked<Op extends OpName, H>({ dtypes }: Backend<H>, op: Op, call: OpCase<Op>, dtype: DType): boolean {
  const defined = cases[op].dtypes?.(call.attrs) ?? dtypesOf(op);
  const inputs = Object.entries<HostArray>(call.inputs);
  const needed = [dtype, outputDType(op, call, dtype), ...inputs.map(([name]) => inputDType(op, name, dtype))];
  return (
    defined.includes(dtype) &&
    needed.every((one) => dtypes.has(one)) &&
    inputs.every(([name, { values }]) => isFloating(inputDType(op, name, dtype)) || values.every(Number.isFinite))
  );
}

/** Whole numbers that fractions become: large enough that products leave 32 bits, small enough that doubles hold them. */
const int32PerUnit = 2 ** 20;

/**
 * A case whose inputs are numbers of a dtype: int32 counts them in units of 2⁻²⁰, bool asks what is positive. Inputs with a
 * dtype of their own, such as indices, are given in it.
 */
export function caseInDType<Op extends OpName>(op: Op, call: OpCase<Op>, dtype: DType): OpCase<Op> {
  if (isFloating(dtype)) return call;
  const own = opSpecs[op].inputDTypes ?? {};
  const moved = (x: number): number => (dtype === "bool" ? Number(x > 0) : Math.round(x * int32PerUnit));
  const inputs: Record<string, HostArray> = {};
  for (const [name, { shape, values }] of Object.entries<HostArray>(call.inputs)) {
    inputs[name] = { shape, values: name in own ? values : values.map(moved) };
  }
  return { ...call, inputs: inputs as OpCase<Op>["inputs"] };
}
