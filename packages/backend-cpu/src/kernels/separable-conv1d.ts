import type { Kernel } from "@sepconv/backend";
import { type CpuContext, elementsOf } from "../cpu-context.js";
import { borderWindow, depthwiseTile } from "../depthwise-tile.js";
import { elementwise } from "../elementwise.js";
import { packPanels, productTile, tiledWidth, tileSize } from "../product-tile.js";
import { storeRows } from "../store-rows.js";

/**
 *     h[c·M+m] = Σ_j D[j,c,m] · x[b, o·stride + j·dilation − padLeft, c]
 *     y[b,o,f] = activation(Σ_q h[q] · P[q,f] + bias[f])
 *
 * Four output steps at a time: their h and their sums lie in scratch, beside P in panels of four filters, all in double
 * precision. Taps outside the input multiply zeros, so that a weight that is not finite shows at the border, as in
 * TensorFlow.
 */
export const separableConv1d: Kernel<"separableConv1d", CpuContext> = (context, attrs, types) => {
  const { stride, dilation, activation } = attrs;
  const [kernelSize = 1, channels = 0, multiplier = 0] = types.depthwise.static;
  const [filters = 0] = types.pointwise.static;
  const inner = channels * multiplier;
  const width = tiledWidth(filters);
  const activate = activation ? elementwise[activation] : null;
  return (operands, { y }, { padLeft }) => {
    const [batch = 0, steps = 0] = operands.x.shape;
    const [, outputSteps = 0] = y.shape;
    const x = elementsOf(operands.x);
    const depthwise = elementsOf(operands.depthwise);
    const finish = { bias: operands.bias && elementsOf(operands.bias), activate };
    const output = elementsOf(y);
    const filter = { x, depthwise, steps, kernelSize, channels, multiplier, stride, dilation, padLeft };
    const [h, sums, panels] = context.scratches(tileSize * inner, tileSize * width, inner * width);
    const pointwise = { elements: elementsOf(operands.pointwise), start: 0, strideK: filters, strideJ: 1 };
    packPanels(pointwise, inner, filters, panels);
    const window = borderWindow(filter);
    for (let b = 0; b < batch; b++) {
      for (let o = 0; o < outputSteps; o += tileSize) {
        depthwiseTile(filter, b, o, window, h);
        for (let f = 0; f < filters; f += tileSize) productTile(h, panels, f * inner, inner, sums, f, width);
        const rows = Math.min(tileSize, outputSteps - o);
        storeRows(sums, width, finish, output, (b * outputSteps + o) * filters, rows, filters);
      }
    }
  };
};
