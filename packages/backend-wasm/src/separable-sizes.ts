import type { OperandType, OperandTypes } from "@sepconv/backend";

/** What a depthwise convolution's scratch and packed weights depend on: all of it known to the plan. */
export interface DepthwiseSizes {
  readonly kernelSize: number;
  readonly channels: number;
  readonly multiplier: number;
  /** Channels of the result, C·M. */
  readonly terms: number;
  /** Output steps in one tile of the result, a multiple of 8. */
  readonly tileSteps: number;
  /** Bytes from one step of the tile to the next. */
  readonly rowBytes: number;
}

/** The same of a separable convolution. */
export interface SeparableSizes extends DepthwiseSizes {
  readonly filters: number;
}

const bytesPerFloat = 4;
/** A tile of this size stays in the second level of cache, and is read from there once for each panel of weights. */
const tileBytes = 131072;

/** Rounds up to a multiple of 4 or 8: whole vectors, or pairs of them. */
export function roundUp(count: number, multiple: 4 | 8): number {
  return Math.ceil(count / multiple) * multiple;
}

/** `type` is that of the depthwise filter. */
export function depthwiseSizes(type: OperandType): DepthwiseSizes {
  const [kernelSize = 0, channels = 0, multiplier = 0] = type.static;
  const terms = channels * multiplier;
  // A row ends with whole vectors of the last multiplier's channels, and with whole pairs of vectors of the product.
  const row = roundUp(Math.max(terms, (multiplier - 1) * channels + roundUp(channels, 4)), 8);
  const rowBytes = row * bytesPerFloat;
  return { kernelSize, channels, multiplier, terms, tileSteps: tileRows(rowBytes), rowBytes };
}

export function separableSizes(
  types: OperandTypes<"separableConv1d"> | OperandTypes<"separableConv1dGradient">,
): SeparableSizes {
  const [filters = 0] = types.pointwise.static;
  return { ...depthwiseSizes(types.depthwise), filters };
}

/** Rows of a tile that stays in cache, a multiple of 8 from 16 to 64. */
export function tileRows(rowBytes: number): number {
  return Math.min(Math.max(Math.floor(tileBytes / rowBytes / 8) * 8, 16), 64);
}

/** Bytes of `rows` × `columns` floats in panels of eight columns. */
export function panelBytes(rows: number, columns: number): number {
  return rows * roundUp(columns, 8) * bytesPerFloat;
}
