import type { Backend, DType, Operand, OpName } from "@sepconv/backend";
import { compareOutput } from "./compare.js";
import { caseInDType, inputDType } from "./element-types.js";
import { held } from "./held.js";
import type { HostArray, OpCase } from "./op-case.js";
import type { ReferenceOutput } from "./reference/reference.js";
import { references } from "./reference/references.js";
import type { Tolerance } from "./tolerance.js";
import { type PlacedCall, Workbench } from "./workbench.js";

/**
 * Runs one case on a backend, its inputs as numbers of a dtype, and compares every output with the reference, which sees the
 * same inputs.
 *
 * @throws ConformanceFailure
 */
export async function runCase<Op extends OpName, H>(
  backend: Backend<H>,
  op: Op,
  call: OpCase<Op>,
  dtype: DType,
  tolerance: Tolerance,
  byteOffset = 0,
): Promise<void> {
  const bench = new Workbench(backend, dtype, byteOffset);
  try {
    await compareCall(bench, bench.run(op, caseInDType(op, call, dtype)), tolerance);
  } finally {
    bench.clear();
  }
}

/** Reads the outputs of a launched call and compares them with the reference. @throws ConformanceFailure */
export async function compareCall<Op extends OpName, H>(
  bench: Workbench<H>,
  { op, call, outputs }: PlacedCall<Op, H>,
  tolerance: Tolerance,
): Promise<void> {
  const wanted: Readonly<Record<string, ReferenceOutput>> = references[op](roundedCase(op, call, bench.dtype));
  const operands: Readonly<Record<string, Operand<H>>> = outputs;
  for (const [name, reference] of Object.entries(wanted)) {
    const operand = operands[name];
    if (operand === undefined) throw new RangeError(`case "${call.name}" of ${op} has no output ${name}`);
    compareOutput(`${op} "${call.name}" ${name}`, await bench.read(operand), reference, operand.dtype, tolerance);
  }
}

/** The case with its inputs as their dtypes hold them. */
function roundedCase<Op extends OpName>(op: Op, call: OpCase<Op>, dtype: DType): OpCase<Op> {
  const inputs: Record<string, HostArray> = {};
  for (const [name, array] of Object.entries<HostArray>(call.inputs)) {
    inputs[name] = { shape: array.shape, values: Float64Array.from(held(array.values, inputDType(op, name, dtype))) };
  }
  return { ...call, inputs: inputs as OpCase<Op>["inputs"] };
}
