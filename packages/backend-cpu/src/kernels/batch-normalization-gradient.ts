import type { Kernel } from "@sepconv/backend";
import { type CpuContext, elementsOf } from "../cpu-context.js";

/**
 * With d = x − mean and s = 1 / √(variance + epsilon), sums over the rows in double precision:
 *
 *     beta[c] = Σ e    gamma[c] = s · Σ e·d    x[r,c] = gamma·s · (e − Σ e / rows − d · s² · Σ e·d / rows)
 */
export const batchNormalizationGradient: Kernel<"batchNormalizationGradient", CpuContext> = (context) => {
  return (operands, outputs, { epsilon }) => {
    const [rows = 0, channels = 0] = operands.x.shape;
    const x = elementsOf(operands.x);
    const e = elementsOf(operands.gradient);
    const mean = elementsOf(operands.mean);
    const variance = elementsOf(operands.variance);
    const gamma = operands.gamma && elementsOf(operands.gamma);
    const dx = outputs.x && elementsOf(outputs.x);
    const dGamma = outputs.gamma && elementsOf(outputs.gamma);
    const dBeta = outputs.beta && elementsOf(outputs.beta);
    const [sums, products, factor] = context.scratches(channels, channels, channels);
    sums.fill(0);
    products.fill(0);

    for (let r = 0, at = 0; r < rows; r++) {
      for (let c = 0; c < channels; c++, at++) {
        sums[c]! += e[at]!;
        products[c]! += e[at]! * (x[at]! - mean[c]!);
      }
    }
    for (let c = 0; c < channels; c++) {
      const inverse = 1 / Math.sqrt(variance[c]! + epsilon);
      if (dBeta) dBeta[c] = sums[c]!;
      if (dGamma) dGamma[c] = products[c]! * inverse;
      factor[c] = (gamma ? gamma[c]! : 1) * inverse;
      sums[c]! /= rows;
      products[c]! *= (inverse * inverse) / rows;
    }
    if (!dx) return;
    for (let r = 0, at = 0; r < rows; r++) {
      for (let c = 0; c < channels; c++, at++) {
        dx[at] = factor[c]! * (e[at]! - sums[c]! - (x[at]! - mean[c]!) * products[c]!);
      }
    }
  };
};
