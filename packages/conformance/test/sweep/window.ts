import type { Configuration } from "./configuration.js";

/** Output steps and the zeros in front, or the steps cut off there; null where the input is too short. */
export type Window = { readonly outputSteps: number; readonly padLeft: number } | null;

/** The table of the paddings, written down once more so that it shares nothing with what it judges. */
export function windowOf(configuration: Configuration): Window {
  return configuration.op === "conv1dTranspose" ? transposed(configuration) : ordinary(configuration);
}

function ordinary({ steps, kernelSize, strides, dilationRate, padding }: Configuration): Window {
  const reach = (kernelSize - 1) * dilationRate;
  if (padding === "valid") {
    // TensorFlow's kernels divide towards zero: too short by less than a stride beyond the first makes no steps.
    const missing = reach + 1 - steps;
    if (missing >= 2 * strides) return null;
    let outputSteps = 0;
    while (outputSteps * strides + reach < steps) outputSteps++;
    return { outputSteps, padLeft: 0 };
  }
  let outputSteps = 0;
  while (outputSteps * strides < steps) outputSteps++;
  if (padding === "causal") return { outputSteps, padLeft: reach };
  const lastSeen = (outputSteps - 1) * strides + reach;
  return { outputSteps, padLeft: Math.max(0, lastSeen - (steps - 1)) >> 1 };
}

function transposed({ steps, kernelSize, strides, dilationRate, padding, outputPadding }: Configuration): Window {
  const effective = (kernelSize - 1) * dilationRate + 1;
  const same = padding === "same";
  let outputSteps: number;
  if (outputPadding === null) outputSteps = same ? steps * strides : steps * strides + Math.max(effective - strides, 0);
  else outputSteps = (steps - 1) * strides + effective - (same ? 2 * (effective >> 1) : 0) + outputPadding;
  if (outputSteps < 0) return null;
  const beyond = (steps - 1) * strides + effective - outputSteps;
  return { outputSteps, padLeft: same ? Math.max(0, beyond) >> 1 : 0 };
}
