import type { Kernel } from "@sepconv/backend";
import { type CpuContext, elementsOf, type FloatArray } from "../cpu-context.js";
import { elementwise } from "../elementwise.js";
import { packPanels, productTile, tiledWidth, tileSize } from "../product-tile.js";
import { storeRows } from "../store-rows.js";

/**
 * `y[b,o,f] = activation(Σ_{j,c} W[j,c,f] · x[b, o·stride + j·dilation − padLeft, c] + bias[f])`, group by group
 *
 * A matrix product over rows (j, c) that are gathered for four output steps at a time. Taps outside the input multiply
 * zeros, so that a weight that is not finite shows at the border, as in TensorFlow.
 */
export const conv1d: Kernel<"conv1d", CpuContext> = (context, attrs, types) => {
  const { stride, dilation, groups, activation } = attrs;
  const [kernelSize = 1, groupChannels = 0, filters = 0] = types.filter.static;
  const depth = kernelSize * groupChannels;
  const groupFilters = filters / groups;
  const width = tiledWidth(groupFilters);
  const activate = activation ? elementwise[activation] : null;
  return (operands, { y }, { padLeft }) => {
    const [batch = 0, steps = 0, channels = 0] = operands.x.shape;
    const [, outputSteps = 0] = y.shape;
    const x = elementsOf(operands.x);
    const filter = elementsOf(operands.filter);
    const bias = operands.bias && elementsOf(operands.bias);
    const output = elementsOf(y);
    const [rows, sums, panels] = context.scratches(tileSize * depth, tileSize * width, depth * width);
    for (let g = 0; g < groups; g++) {
      const first = g * groupFilters;
      packPanels({ elements: filter, start: first, strideK: filters, strideJ: 1 }, depth, groupFilters, panels);
      const finish = { bias: bias?.subarray(first, first + groupFilters), activate };
      for (let b = 0; b < batch; b++) {
        for (let o = 0; o < outputSteps; o += tileSize) {
          const seen = { x, start: b * steps * channels + g * groupChannels, steps, channels, groupChannels };
          gather(seen, o * stride - padLeft, stride, dilation, kernelSize, rows);
          for (let f = 0; f < groupFilters; f += tileSize) productTile(rows, panels, f * depth, depth, sums, f, width);
          const count = Math.min(tileSize, outputSteps - o);
          storeRows(sums, width, finish, output, (b * outputSteps + o) * filters + first, count, groupFilters, filters);
        }
      }
    }
  };
};

/** One group's channels of one sample. */
interface GroupInput {
  readonly x: FloatArray;
  readonly start: number;
  readonly steps: number;
  readonly channels: number;
  readonly groupChannels: number;
}

/** `rows[4·(j·C + c) + r] = x[first + r·stride + j·dilation, c]`, 0 outside. */
function gather(
  { x, start, steps, channels, groupChannels }: GroupInput,
  first: number,
  stride: number,
  dilation: number,
  kernelSize: number,
  rows: Float64Array,
): void {
  for (let j = 0; j < kernelSize; j++) {
    for (let r = 0; r < tileSize; r++) {
      const t = first + r * stride + j * dilation;
      const inside = t >= 0 && t < steps;
      const from = start + t * channels;
      for (let c = 0; c < groupChannels; c++) {
        rows[tileSize * (j * groupChannels + c) + r] = inside ? x[from + c]! : 0;
      }
    }
  }
}
