import type { ActivationKind } from "@sepconv/backend";
import { activationCode } from "./activation-code.js";

/** `min(max(v, slope·v, low), high)`, applied where a finished sum is stored. */
type Clamp = readonly [slope: number, low: number, high: number];

const unclamped: Clamp = [1, -Infinity, Infinity];

/** How a convolution's activation is applied: clamps cost nothing at the store. */
export interface Finish {
  readonly clamp: Clamp;
  /** What runs over the finished output, in place: bound by its exponential, not by a second pass. */
  readonly code?: number;
}

export function finishOf(activation: ActivationKind | null): Finish {
  switch (activation) {
    case null:
      return { clamp: unclamped };
    case "relu":
      return { clamp: [1, 0, Infinity] };
    case "relu6":
      return { clamp: [1, 0, 6] };
    case "leakyRelu":
      return { clamp: [0.2, -Infinity, Infinity] };
    default:
      return { clamp: unclamped, code: activationCode[activation] };
  }
}
