import type { OperandType } from "@sepconv/backend";
import type { DeviceEngine } from "../engine/engine.js";
import { onEngine } from "../engine/execute.js";
import { keep } from "../tensor/keep.js";
import { tidy } from "../tensor/scope.js";
import type { Tensor } from "../tensor/tensor.js";
import type { Variable } from "../tensor/variable.js";
import { foldIntoProducts } from "./fold-into-products.js";
import { observedBy } from "./observer.js";
import { Program } from "./program.js";
import { Recorder } from "./recorder.js";
import type { Recording, Use } from "./step.js";

/** What a recorded run has given. */
export interface RecordedRun {
  readonly outputs: readonly Tensor[];
  /** What repeats the run for other inputs of the same shapes; null where something stands in the way. */
  readonly program: Program | null;
  /** What stands in the way of a program; null where nothing does. */
  readonly obstacle: string | null;
}

/**
 * Runs a computation and makes a program of it: the list of its kernels, with what does not depend on the inputs computed
 * beforehand, per-channel factors and shifts (as of batch normalization) folded into the convolutions before them, and
 * results sharing a few buffers. A program repeats none of the JavaScript: where that reads results, draws random
 * numbers, assigns variables, keeps tensors or runs on two devices, there is none.
 *
 * Results differ from the run's own by rounding, where something was folded.
 *
 * @param compute must depend on nothing but the inputs, variables and constants: as a function for `tf.function`.
 * @param inputs tensors that were made from the host's numbers.
 * @example
 * import { createCpuBackend } from "@sepconv/backend-cpu";
 * await useBackend(createCpuBackend());
 * const weight = variable([[1], [2]]);
 * const { program } = recordProgram(
 *   (inputs) => inputs.map((x) => relu(matmul(x, weight))),
 *   [tensor([[3, 4]])],
 * );
 * const [result] = (await program?.run([new Float32Array([5, 6])])) ?? [];
 * result?.[0]; // 17
 */
export function recordProgram(
  compute: (inputs: readonly Tensor[]) => readonly Tensor[],
  inputs: readonly Tensor[],
): RecordedRun {
  const recorder = new Recorder(inputs);
  const outputs = observedBy(recorder, () => tidy(() => compute(inputs)));
  const recording = recorder.finish(inputs, outputs);
  const results = new Set(recording.steps.flatMap((step) => Object.values(step.outputs).map(({ value }) => value)));
  if (!recording.outputs.every(({ value }) => results.has(value)))
    recorder.left("it returned what it had not computed");
  const { engine, held, variables, obstacle } = recorder;
  if (obstacle !== null || !engine) {
    for (const tensor of held) tensor.dispose();
    return { outputs, program: null, obstacle: obstacle ?? "it computed nothing" };
  }
  const make = (constant: () => Tensor): Use => {
    const made = observedBy(null, () => onEngine(engine, () => tidy(() => keep(constant()))));
    held.add(made);
    return { value: { dtype: made.dtype, length: made.size, constant: made }, shape: made.shape };
  };
  try {
    const folded = foldIntoProducts(recording, make, () => convolves(engine));
    const program = new Program(engine, folded, variables, held);
    forgetUnused(engine, folded, variables.keys());
    return { outputs, program, obstacle: null };
  } catch (error) {
    for (const tensor of [...held, ...outputs]) tensor.dispose();
    throw error;
  }
}

/** What the device keeps packed for variables that were folded into others is not used for a while. */
function forgetUnused(engine: DeviceEngine, { steps }: Recording, variables: Iterable<Variable>): void {
  const used = new Set(steps.flatMap(({ inputs }) => Object.values(inputs).map(({ value }) => value.constant)));
  engine.inside(({ memory }) => {
    for (const variable of variables) if (!used.has(variable)) memory.forget(variable);
  });
}

/** Whether the device has a kernel for convolutions. */
function convolves(engine: DeviceEngine): boolean {
  const operand = (shape: readonly number[]): OperandType => ({ dtype: "float32", rank: 3, static: shape });
  return engine.inside(({ backend }) => {
    const attrs = { stride: 1, dilation: 1, groups: 1, activation: null };
    return backend.plan("conv1d", attrs, { x: operand([]), filter: operand([1, 1, 1]) }) !== undefined;
  });
}
