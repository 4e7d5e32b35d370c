import type { Backend, Operand, OpName } from "@sepconv/backend";
import { compareOutput } from "./compare.js";
import type { HostArray, OpCase } from "./op-case.js";
import type { ReferenceOutput } from "./reference/reference.js";
import { references } from "./reference/references.js";
import type { FloatDType, Tolerance } from "./tolerance.js";
import { type PlacedCall, rounded, Workbench } from "./workbench.js";

/**
 * Runs one case on a backend and compares every output with the reference, which sees the same rounded inputs.
 *
 * @throws ConformanceFailure
 */
export async function runCase<Op extends OpName, H>(
  backend: Backend<H>,
  op: Op,
  call: OpCase<Op>,
  dtype: FloatDType,
  tolerance: Tolerance,
  byteOffset = 0,
): Promise<void> {
  const bench = new Workbench(backend, dtype, byteOffset);
  try {
    await compareCall(bench, bench.run(op, call), tolerance);
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
  const wanted: Readonly<Record<string, ReferenceOutput>> = references[op](roundedCase(call, bench.dtype));
  const operands: Readonly<Record<string, Operand<H>>> = outputs;
  for (const [name, reference] of Object.entries(wanted)) {
    const operand = operands[name];
    if (operand === undefined) throw new RangeError(`case "${call.name}" of ${op} has no output ${name}`);
    compareOutput(`${op} "${call.name}" ${name}`, await bench.read(operand), reference, bench.dtype, tolerance);
  }
}

/** The case with its inputs as the dtype holds them. */
function roundedCase<Op extends OpName>(call: OpCase<Op>, dtype: FloatDType): OpCase<Op> {
  const inputs: Record<string, HostArray> = {};
  for (const [name, array] of Object.entries<HostArray>(call.inputs)) {
    inputs[name] = { shape: array.shape, values: Float64Array.from(rounded(array, dtype)) };
  }
  return { ...call, inputs: inputs as OpCase<Op>["inputs"] };
}
