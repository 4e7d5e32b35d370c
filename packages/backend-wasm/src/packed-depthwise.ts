import { elementCount, type Operand } from "@sepconv/backend";
import type { Functions } from "../build/separable-conv1d.js";
import type { DepthwiseSizes } from "./separable-sizes.js";
import { addressOf, type WasmContext } from "./wasm-context.js";

/**
 * The address of a depthwise filter as `[M, K, C]`, and of a bias, a filter of one tap, as `[M, C]`. With one multiplier both
 * are that as they stand.
 */
export function packedDepthwise(
  context: WasmContext,
  { packDepthwise }: Pick<Functions, "packDepthwise">,
  depthwise: Operand<number>,
  { kernelSize, channels, multiplier }: DepthwiseSizes,
): number {
  if (multiplier === 1) return addressOf(depthwise);
  return context.packed(depthwise, "depthwise", elementCount(depthwise.shape) * 4, (source, target) =>
    packDepthwise(source, target, kernelSize, channels, multiplier),
  );
}
