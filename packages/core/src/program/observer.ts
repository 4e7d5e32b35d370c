import type { OpName } from "@sepconv/backend";
import type { DeviceEngine } from "../engine/engine.js";
import type { OpCall, OutputTensors } from "../engine/op-call.js";
import type { Slot } from "../engine/slot.js";
import type { Tensor } from "../tensor/tensor.js";

/** Whoever writes down what a device computes, to do it again. */
export interface Observer {
  /** A kernel ran. */
  ran<Op extends OpName>(engine: DeviceEngine, call: OpCall<Op>, outputs: OutputTensors<Op>): void;
  /** A tensor was used under another shape. */
  reshaped(tensor: Tensor): void;
  /** Elements came to the host, where anything may follow from them. */
  read(slot: Slot): void;
  /** Something happened that would not happen again with the kernels alone. */
  left(effect: string): void;
}

let current: Observer | null = null;

/** Who observes now, if anybody. */
export function observer(): Observer | null {
  return current;
}

/** Runs `compute` under an observer, or under none. */
export function observedBy<Result>(next: Observer | null, compute: () => Result): Result {
  const outer = current;
  current = next;
  try {
    return compute();
  } finally {
    current = outer;
  }
}
