import type { Attrs } from "@sepconv/backend";
import { roundUp, type SeparableSizes, tileRows } from "./separable-sizes.js";

type Steps = Pick<Attrs<"depthwiseConv1dGradient">, "stride" | "dilation">;

/** How the taps of a gradient are gone through, and what its scratch depends on. */
export interface GradientSizes extends SeparableSizes, Steps {
  /** Taps at a time: all, or one where they reach so far that a tile cannot hold what they see. */
  readonly taps: number;
  /** Input steps from one position that something sees to the next: the greatest common divisor of stride and dilation. */
  readonly unit: number;
  /** Such positions from one output step to the next, and from one tap to the next. */
  readonly hop: number;
  readonly reach: number;
  /** Output steps before a tile that its input steps see. */
  readonly carried: number;
  readonly scratchBytes: number;
  /** Bytes of the sums of a chunk for each weight. */
  readonly pointwiseBytes: number;
  readonly depthwiseBytes: number;
  readonly biasBytes: number;
}

/** Outputs are computed in groups of eight, of each residue where taps are a few steps apart. As in assembly/sliding-sums.ts. */
const largestSpread = 8;
/** Input steps that a tile may see: of more, four channels alone would fill the first level of cache. */
const mostWindowRows = 2048;

export function gradientSizes({ stride, dilation }: Steps, sizes: SeparableSizes): GradientSizes {
  const { kernelSize, channels, multiplier, filters } = sizes;
  const terms = multiplier * roundUp(channels, 8);
  const columns = roundUp(filters, 8);
  const tileSteps = tileRows((2 * terms + columns) * 2);

  const walk = (taps: number, unit: number): GradientSizes & { readonly windowRows: number } => {
    const [hop, reach] = taps === 1 ? [stride / unit, 1] : [stride / unit, dilation / unit];
    const carried = Math.floor(((taps - 1) * reach) / hop);
    const rows = tileSteps + 8 * (reach <= largestSpread ? reach : 1);
    const windowRows = rows * hop + roundUp(taps, 8) * reach;
    const floats =
      32 + windowRows * 4 + tileSteps * columns + terms * rows + terms * (carried + rows) + 2 * rows * hop * 4;
    return {
      ...sizes,
      stride,
      dilation,
      tileSteps,
      taps,
      unit,
      hop,
      reach,
      carried,
      windowRows,
      scratchBytes: floats * 4,
      pointwiseBytes: terms * columns * 4,
      depthwiseBytes: multiplier * roundUp(channels, 4) * roundUp(taps, 8) * 4,
      biasBytes: columns * 4,
    };
  };
  const together = walk(kernelSize, greatestCommonDivisor(stride, dilation));
  return together.windowRows <= mostWindowRows ? together : walk(1, stride);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
