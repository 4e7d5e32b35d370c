import { elementCount, type Operand } from "@sepconv/backend";
import type { Functions as DepthwiseFunctions } from "../build/depthwise-conv1d.js";
import type { Functions as SeparableFunctions } from "../build/separable-conv1d.js";
import type { DepthwiseSizes } from "./separable-sizes.js";
import { addressOf, type WasmContext } from "./wasm-context.js";

type PackDepthwise = DepthwiseFunctions["packDepthwise"];

/**
 * The address of a depthwise filter as `[M, K, C]`, and of a bias, a filter of one tap, as `[M, C]`. With one multiplier both
 * are that as they stand.
 */
export function packedDepthwise(
  context: WasmContext,
  pack: PackDepthwise,
  depthwise: Operand<number>,
  { kernelSize, channels, multiplier }: DepthwiseSizes,
): number {
  if (multiplier === 1) return addressOf(depthwise);
  return context.packed(depthwise, "depthwise", elementCount(depthwise.shape) * 4, (source, target) =>
    pack(source, target, kernelSize, channels, multiplier),
  );
}

/** Packs with panels of one column, where a module has the function for wider ones anyway. */
export function panelsOfOne({ packPanels }: Pick<SeparableFunctions, "packPanels">): PackDepthwise {
  return (source, target, kernelSize, channels, multiplier) =>
    packPanels(source, target, kernelSize * channels, multiplier, multiplier, 1, 1, 1, 1);
}
