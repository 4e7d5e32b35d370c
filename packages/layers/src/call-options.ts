import { boolean, checkOptions, checkTensor, type Tensor, warn } from "@sepconv/core";

/** What a layer's call takes besides its input. */
export interface CallOptions {
  /** Whether layers behave as in training. Default: false. */
  readonly training?: boolean;
  /** Which steps count, `[batch, steps]`, bool. A layer that does not support masks drops it with a warning. */
  readonly mask?: Tensor | null;
}

/** The options of a call, without a mask that the layer cannot use. @throws ArgumentError for options. */
export function settledCallOptions(where: string, options: CallOptions, supportsMasking: boolean): CallOptions {
  checkOptions(where, options, ["training", "mask"]);
  const { training, mask = null } = options;
  if (training !== undefined) boolean(where, "training", training);
  if (mask === null) return options;
  checkTensor(where, "the mask", mask);
  if (supportsMasking) return options;
  warn(`${where}: the layer does not support masks, and drops the one it was given`);
  return { ...options, mask: null };
}
