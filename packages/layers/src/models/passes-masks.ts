import type { Tensor } from "@sepconv/core";
import type { CallOptions } from "../call-options.js";
import type { Layer } from "../layer.js";

/** What a call of a layer gives: its outputs, and which of their steps count. */
export interface NodeResult {
  readonly outputs: readonly Tensor[];
  readonly masks: readonly (Tensor | null)[];
}

/** A model that gives its layers the masks of its inputs, and knows those of its outputs. */
interface MaskPassing {
  applyMasked(inputs: readonly Tensor[], masks: readonly (Tensor | null)[], options: CallOptions): NodeResult;
}

/** Without the class of such models: a page without them does not bring it. */
export function passesMasks(layer: Layer): layer is Layer & MaskPassing {
  return "applyMasked" in layer;
}
