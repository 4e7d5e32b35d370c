import type { OpName } from "@sepconv/backend";
import type { Tensor } from "../tensor/tensor.js";
import type { OpCall, OutputTensors } from "./op-call.js";

/** Whoever follows what happens to tensors: today the tape of automatic differentiation. */
export interface Recorder {
  follows(tensor: Tensor): boolean;
  /** An op that had a followed tensor among its inputs. */
  note<Op extends OpName>(call: OpCall<Op>, outputs: OutputTensors<Op>): void;
  /** A reshape of a followed tensor: the one op that no device runs. */
  noteReshape(x: Tensor, y: Tensor): void;
  /** A function with a gradient of its own; `gradientOf` gives one for each input, for that of y and what was saved. */
  noteCustom(
    inputs: readonly Tensor[],
    saved: readonly Tensor[],
    y: Tensor,
    gradientOf: (dy: Tensor, saved: readonly Tensor[]) => readonly (Tensor | undefined)[],
  ): void;
}

let active: readonly Recorder[] = [];

/** Runs `compute` with exactly these recorders; with none, its insides are one op to those outside. */
export function withRecorders<Result>(recorders: readonly Recorder[], compute: () => Result): Result {
  const outer = active;
  active = recorders;
  try {
    return compute();
  } finally {
    active = outer;
  }
}

/** Runs `compute` with one recorder more. */
export function recording<Result>(recorder: Recorder, compute: () => Result): Result {
  return withRecorders([...active, recorder], compute);
}

/** Those who follow one of the tensors. */
export function followersOf(tensors: readonly Tensor[]): readonly Recorder[] {
  return active.filter((recorder) => tensors.some((tensor) => recorder.follows(tensor)));
}
