import { type ActivationKind, type Operand, UnsupportedOpError } from "@sepconv/backend";
import type { WasmContext } from "./wasm-context.js";

/** `min(max(v, slope·v, low), high)`, applied where a finished sum is stored. */
type Clamp = readonly [slope: number, low: number, high: number];

const unclamped: Clamp = [1, -Infinity, Infinity];

const clamps: { readonly [Kind in ActivationKind]?: Clamp } = {
  relu: [1, 0, Infinity],
  relu6: [1, 0, 6],
  leakyRelu: [0.2, -Infinity, Infinity],
};

/** How a convolution's activation is applied. */
export interface Finish {
  readonly clamp: Clamp;
  /** What is done with the finished output, in place. */
  readonly run: (y: Operand<number>) => void;
}

/**
 * Clamps cost nothing at the store. The others are bound by their exponential, not by a second pass: the kernel of unary
 * functions makes it.
 *
 * @throws UnsupportedOpError where that was not picked.
 */
export function finishOf(where: string, context: WasmContext, activation: ActivationKind | null): Finish {
  const clamp = activation === null ? unclamped : clamps[activation];
  if (clamp || activation === null) return { clamp: clamp ?? unclamped, run() {} };
  const { unary } = context.kernels;
  if (!unary) {
    const problem = `the activation ${activation} needs the kernel "unary", which was not picked`;
    throw new UnsupportedOpError({ where, problem, remedy: "Open the backend with both." });
  }
  const launch = unary(context, { kind: activation }, { x: { dtype: "float32", rank: 3, static: [] } });
  return { clamp: unclamped, run: (y) => launch({ x: y }, { y }, {}) };
}
