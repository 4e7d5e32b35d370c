import type { Attrs, OperandTypes } from "@sepconv/backend";
import { roundUp, type SeparableSizes, separableSizes, tileRows } from "./separable-sizes.js";

/** What the scratch of a gradient depends on; counts are of floats. */
export interface GradientSizes extends SeparableSizes {
  /** Input steps from one position that something sees to the next: the greatest common divisor of stride and dilation. */
  readonly unit: number;
  /** Such positions from one output step to the next, and from one tap to the next. */
  readonly hop: number;
  readonly reach: number;
  /** Output steps before a tile that its input steps see. */
  readonly carried: number;
  readonly windowRows: number;
  readonly scratchBytes: number;
  /** Sums of a chunk for each weight. */
  readonly pointwiseSums: number;
  readonly depthwiseSums: number;
  readonly biasSums: number;
}

/** Outputs are computed in groups of eight, of each residue where taps are a few steps apart. As in assembly/sliding-sums.ts. */
const largestSpread = 8;

export function gradientSizes(
  { stride, dilation }: Pick<Attrs<"separableConv1dGradient">, "stride" | "dilation">,
  types: OperandTypes<"separableConv1dGradient">,
): GradientSizes {
  const sizes = separableSizes(types);
  const { kernelSize, channels, multiplier, filters } = sizes;
  const unit = greatestCommonDivisor(stride, dilation);
  const [hop, reach] = [stride / unit, dilation / unit];
  const terms = multiplier * roundUp(channels, 8);
  const [columns, taps] = [roundUp(filters, 8), roundUp(kernelSize, 8)];
  const carried = Math.floor(((kernelSize - 1) * reach) / hop);
  const tileSteps = tileRows((2 * terms + columns) * 2);
  const rows = tileSteps + 8 * (reach <= largestSpread ? reach : 1);
  const windowRows = rows * hop + taps * reach;
  const floats =
    32 + windowRows * 4 + tileSteps * columns + terms * rows + terms * (carried + rows) + 2 * rows * hop * 4;
  return {
    ...sizes,
    tileSteps,
    unit,
    hop,
    reach,
    carried,
    windowRows,
    scratchBytes: floats * 4,
    pointwiseSums: terms * columns,
    depthwiseSums: multiplier * roundUp(channels, 4) * taps,
    biasSums: columns,
  };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
