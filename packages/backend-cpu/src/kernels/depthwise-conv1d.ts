import type { Kernel } from "@sepconv/backend";
import { type CpuContext, elementsOf } from "../cpu-context.js";
import { borderWindow, depthwiseTile } from "../depthwise-tile.js";
import { elementwise } from "../elementwise.js";
import { tileSize } from "../product-tile.js";

/** `y[b,o,q] = activation(Σ_j D[j,c,m] · x[b, o·stride + j·dilation − padLeft, c] + bias[q])`, q = c·M + m, four steps at a time */
export const depthwiseConv1d: Kernel<"depthwiseConv1d", CpuContext> = (context, attrs, types) => {
  const { stride, dilation, activation } = attrs;
  const [kernelSize = 1, channels = 0, multiplier = 0] = types.depthwise.static;
  const inner = channels * multiplier;
  const activate = activation ? elementwise[activation] : null;
  return (operands, { y }, { padLeft }) => {
    const [batch = 0, steps = 0] = operands.x.shape;
    const [, outputSteps = 0] = y.shape;
    const x = elementsOf(operands.x);
    const depthwise = elementsOf(operands.depthwise);
    const bias = operands.bias && elementsOf(operands.bias);
    const output = elementsOf(y);
    const filter = { x, depthwise, steps, kernelSize, channels, multiplier, stride, dilation, padLeft };
    const [h] = context.scratches(tileSize * inner);
    const window = borderWindow(filter);
    for (let b = 0; b < batch; b++) {
      for (let o = 0; o < outputSteps; o += tileSize) {
        depthwiseTile(filter, b, o, window, h);
        const rows = Math.min(tileSize, outputSteps - o);
        for (let r = 0; r < rows; r++) {
          const to = (b * outputSteps + o + r) * inner;
          for (let q = 0; q < inner; q++) {
            const sum = h[tileSize * q + r]! + (bias ? bias[q]! : 0);
            output[to + q] = activate ? activate(sum) : sum;
          }
        }
      }
    }
  };
};
