import { sameShape } from "@sepconv/backend";
import { add } from "../ops/binary.js";
import { broadcastTo } from "../ops/broadcast-to.js";
import { reshape } from "../ops/reshape.js";
import { tidy } from "../tensor/scope.js";
import { alias, type Tensor } from "../tensor/tensor.js";
import type { Differentiate } from "./gradient-rule.js";
import { gradientRules } from "./gradient-rules.js";
import { recordOn, releaseEntry, Tape, type TapeEntry } from "./tape.js";

/**
 * Reverse-mode differentiation: the tape is read backwards, each op's rule turns the gradients of its outputs into
 * those of its inputs, and what reaches one tensor on several ways is added. Entries are given back as soon as they are
 * past. Inputs that the outputs do not depend on get `undefined`.
 */
export const differentiate: Differentiate = (compute, inputs, outputGradients) => {
  const tape = new Tape(inputs);
  const outputs = recordOn(tape, compute);
  return backpropagate(tape, outputs, outputGradients, inputs);
};

/** The backward pass over a finished tape. */
export function backpropagate(
  tape: Tape,
  outputs: readonly (Tensor | undefined)[],
  outputGradients: readonly (Tensor | undefined)[],
  inputs: readonly Tensor[],
): (Tensor | undefined)[] {
  try {
    return tidy(() => {
      const gradients = new GradientSums();
      outputs.forEach((output, index) => {
        const gradient = outputGradients[index];
        if (output && gradient) gradients.add(output, gradient);
      });
      for (let entry = tape.entries.pop(); entry; entry = tape.entries.pop()) {
        try {
          pullEntry(tape, entry, gradients);
        } finally {
          releaseEntry(entry);
        }
      }
      return inputs.map((input) => gradients.copyOf(input));
    });
  } finally {
    tape.release();
  }
}

/** One step back: the gradients of an entry's outputs become gradients of its inputs. */
function pullEntry(tape: Tape, entry: TapeEntry, gradients: GradientSums): void {
  const { inputs, outputs } = entry;
  const known = gradients.takeAll(outputs);
  if (known === undefined) return;
  const found = tidy(() => entry.pull(gradientRules, understood(entry, known), { differentiate, reshape }));
  for (const [name, gradient] of Object.entries(found)) {
    const input = inputs[name];
    if (gradient && input && tape.follows(input)) gradients.add(input, gradient);
  }
  for (const gradient of [...Object.values(found), ...Object.values(known)]) gradient?.dispose();
}

/** The gradients as the entry takes them: stretched to the outputs' shapes where it takes no smaller ones. */
function understood(
  { outputs, repeated }: TapeEntry,
  gradients: Readonly<Record<string, Tensor>>,
): Readonly<Record<string, Tensor>> {
  if (repeated === "any") return gradients;
  const taken = Object.entries(gradients).map(([name, gradient]) => {
    const shape = outputs[name]?.shape ?? gradient.shape;
    const fits = sameShape(gradient.shape, shape) || (repeated === "single" && gradient.size === 1);
    return [name, fits ? gradient : broadcastTo(gradient, shape)] as const;
  });
  return Object.fromEntries(taken);
}

/** The gradient that has reached each tensor so far, extents of 1 standing for values that repeat. Its references are its own. */
class GradientSums {
  readonly #sums = new Map<number, Tensor>();

  add(tensor: Tensor, gradient: Tensor): void {
    const sum = this.#sums.get(tensor.id);
    this.#sums.set(tensor.id, sum ? add(sum, gradient) : alias(gradient, gradient.shape, gradient.id));
    sum?.dispose();
  }

  /** The sum under a tensor of its own, so that the same input twice gives two tensors. */
  copyOf(tensor: Tensor): Tensor | undefined {
    const sum = this.#sums.get(tensor.id);
    if (sum === undefined) return undefined;
    return sameShape(sum.shape, tensor.shape) ? alias(sum, sum.shape, sum.id) : broadcastTo(sum, tensor.shape);
  }

  /** The gradients of some outputs, no longer summed here; undefined when none has any. */
  takeAll(outputs: Readonly<Record<string, Tensor>>): Record<string, Tensor> | undefined {
    const taken: Record<string, Tensor> = {};
    for (const [name, output] of Object.entries(outputs)) {
      const sum = this.#sums.get(output.id);
      if (sum) taken[name] = sum;
      this.#sums.delete(output.id);
    }
    return Object.keys(taken).length > 0 ? taken : undefined;
  }
}
