import { workgroupSize } from "../wgsl/row-index.js";

/** What one workgroup computes of a separable convolution. */
export interface SeparableTile {
  /** Output rows of the workgroup. */
  readonly tileRows: number;
  /** Vectors of four filters across the workgroup. */
  readonly tileVectors: number;
  /** The most inner channels that are in workgroup memory at a time. */
  readonly chunk: number;
}

/** Output rows of one invocation. */
export const laneRows = 4;

/**
 * Floats of workgroup memory for h, `tileRows · chunk`: 8 KiB of the 16 KiB that every device has, so that two workgroups
 * fit on a core.
 */
export const hiddenFloats = 2048;

const mostVectors = 16;

/**
 * The tile for a number of filters. Few filters make it tall, many make it wide: all invocations have a vector of
 * filters, and the depthwise part is computed again for each tile of 64 filters only.
 */
export function separableTile(filters: number): SeparableTile {
  let tileVectors = 1;
  while (tileVectors < mostVectors && tileVectors * 4 < filters) tileVectors *= 2;
  const tileRows = (workgroupSize / tileVectors) * laneRows;
  return { tileRows, tileVectors, chunk: hiddenFloats / tileRows };
}
