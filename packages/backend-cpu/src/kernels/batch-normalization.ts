import type { Kernel } from "@sepconv/backend";
import { type CpuContext, elementsOf } from "../cpu-context.js";

/**
 *     mean[c] = Σ_r x[r,c] / rows    variance[c] = Σ_r (x[r,c] − mean[c])² / rows
 *     y[r,c]  = x[r,c]·factor[c] + shift[c],   factor = gamma / √(variance + epsilon),   shift = beta − mean·factor
 *
 * in double precision, squares of distances in a pass of their own.
 */
export const batchNormalization: Kernel<"batchNormalization", CpuContext> = (context) => {
  return (operands, outputs, { epsilon }) => {
    const [rows = 0, channels = 0] = operands.x.shape;
    const x = elementsOf(operands.x);
    const y = elementsOf(outputs.y);
    const gamma = operands.gamma && elementsOf(operands.gamma);
    const beta = operands.beta && elementsOf(operands.beta);
    const [mean, variance, factor, shift] = context.scratches(channels, channels, channels, channels);
    mean.fill(0);
    variance.fill(0);

    for (let r = 0, at = 0; r < rows; r++) {
      for (let c = 0; c < channels; c++, at++) mean[c]! += x[at]!;
    }
    for (let c = 0; c < channels; c++) mean[c]! /= rows;
    for (let r = 0, at = 0; r < rows; r++) {
      for (let c = 0; c < channels; c++, at++) {
        const distance = x[at]! - mean[c]!;
        variance[c]! += distance * distance;
      }
    }
    for (let c = 0; c < channels; c++) {
      variance[c]! /= rows;
      factor[c] = (gamma ? gamma[c]! : 1) / Math.sqrt(variance[c]! + epsilon);
      shift[c] = (beta ? beta[c]! : 0) - mean[c]! * factor[c]!;
    }
    for (let r = 0, at = 0; r < rows; r++) {
      for (let c = 0; c < channels; c++, at++) y[at] = x[at]! * factor[c]! + shift[c]!;
    }
    elementsOf(outputs.mean).set(mean);
    elementsOf(outputs.variance).set(variance);
  };
};
