import { sizeOf } from "../peers/networks/network.js";
import type { TrainingTask } from "./training-task.js";

/** How many steps from the same weights are compared before anything is timed. */
export const checkedSteps = 5;

/**
 * What runtimes are compared by: the losses of the first steps, then, where it is wanted, the input's gradient of the
 * first step times the output's size, which brings it near 1.
 *
 * @param inputGradient of the mean loss, `[batch, steps, channels]`; null where it is not wanted.
 */
export function firstSteps(
  { batch, steps }: TrainingTask,
  losses: readonly number[],
  inputGradient: Float32Array | null,
): Float32Array {
  const output = steps.at(-1)?.output;
  const scale = batch * (output ? sizeOf(output) : 1);
  return Float32Array.from([...losses, ...(inputGradient ?? []).map((value) => value * scale)]);
}
