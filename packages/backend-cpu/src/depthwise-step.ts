import type { FloatArray } from "./cpu-context.js";

/** A depthwise filter over an input, both row-major: x `[B, L, C]`, depthwise `[K, C, M]`. */
export interface DepthwiseStep {
  readonly x: FloatArray;
  readonly depthwise: FloatArray;
  readonly steps: number;
  readonly kernelSize: number;
  readonly channels: number;
  readonly multiplier: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padLeft: number;
}

/**
 * One output step of the depthwise convolution, `h[c·M+m] = Σ_j D[j,c,m] · x[b, o·stride + j·dilation − padLeft, c]`.
 * Taps outside the input count as zeros.
 */
export function depthwiseStep(filter: DepthwiseStep, b: number, o: number, h: Float64Array): void {
  const { x, depthwise, steps, kernelSize, channels, multiplier } = filter;
  const inner = channels * multiplier;
  h.fill(0, 0, inner);
  for (let j = 0; j < kernelSize; j++) {
    const t = o * filter.stride + j * filter.dilation - filter.padLeft;
    const inside = t >= 0 && t < steps;
    for (let c = 0; c < channels; c++) {
      const value = inside ? x[(b * steps + t) * channels + c]! : 0;
      const from = (j * channels + c) * multiplier;
      for (let m = 0; m < multiplier; m++) h[c * multiplier + m]! += value * depthwise[from + m]!;
    }
  }
}
