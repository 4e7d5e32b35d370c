import { type Device, tensor, useDevice, type Variable, variable } from "@sepconv/core";
import { optimizers } from "@sepconv/layers";
import { medianMicrosecondsSync } from "./measure.js";

/** What one step of an optimizer takes, once gradients are there. */
export interface OptimizerStep {
  readonly what: string;
  readonly microseconds: number;
  /** Weights, gradients and two slots read, all but the gradients written: 28 bytes an element. */
  readonly gigabytesPerSecond: number;
}

/** Variables as networks have them, by their numbers of elements. */
const sizes: readonly (readonly [what: string, lengths: readonly number[]])[] = [
  ["3 variables of 5,120 elements", [960, 4096, 64]],
  ["100 variables of 64 to 4,096 elements", Array.from({ length: 100 }, (_, index) => 64 * (1 + ((index * 29) % 64)))],
  ["1 variable of 1,048,576 elements", [2 ** 20]],
];

/** Adam over variables of several sizes on one device. */
export function optimizerSteps(device: Device): readonly OptimizerStep[] {
  useDevice(device);
  return sizes.map(([what, lengths]) => {
    const variables = lengths.map((length): Variable => variable(wave(length)));
    const gradients = lengths.map((length) => tensor(wave(length)));
    const optimizer = new optimizers.Adam();
    const step = (): void => optimizer.apply(gradients, variables);
    const elements = lengths.reduce((sum, length) => sum + length, 0);
    const calls = Math.max(5, Math.ceil(500_000 / (elements + 5000 * lengths.length)));
    for (let warmUp = 0; warmUp < 10 * calls; warmUp++) step();
    const microseconds = medianMicrosecondsSync(calls, step);
    for (const each of [...variables, ...gradients]) each.dispose();
    optimizer.dispose();
    return { what, microseconds, gigabytesPerSecond: (28 * elements) / microseconds / 1000 };
  });
}

function wave(length: number): Float32Array {
  return Float32Array.from({ length }, (_, index) => Math.sin(index));
}
