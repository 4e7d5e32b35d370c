import { effectiveKernelSize } from "./conv-geometry.js";

export const transposePaddings = ["valid", "same"] as const;

export interface ConvTransposeWindow {
  /** Taps of the filter, k. */
  readonly kernelSize: number;
  /** Output steps between what neighbouring inputs reach, s. */
  readonly stride: number;
  /** Output steps between neighbouring taps, d. */
  readonly dilation: number;
  readonly padding: (typeof transposePaddings)[number];
  /** Steps added to the output's end, p; null for as many as `padding` says. */
  readonly outputPadding: number | null;
}

export interface ConvTransposeGeometry {
  /** Output steps, T. */
  readonly outputSteps: number;
  /** Steps that are cut off in front. */
  readonly padLeft: number;
}

/**
 * Output length of a transposed 1-D convolution of `steps` input steps, N, with eff = (k − 1)·d + 1:
 *
 * | padding | outputPadding | T |
 * |---|---|---|
 * | valid | null | `N·s + max(eff − s, 0)` |
 * | same | null | `N·s` |
 * | valid | p | `(N − 1)·s + eff + p` |
 * | same | p | `(N − 1)·s + eff − 2·⌊eff/2⌋ + p` |
 *
 * Input step i reaches output step `i·s + j·d − padLeft`; padLeft is 0 for "valid" and
 * `⌊max(0, (N − 1)·s + eff − T) / 2⌋` for "same", as if T were the input of the convolution that this one turns round.
 *
 * @see https://keras.io/api/layers/convolution_layers/convolution1d_transpose/
 */
export function convTransposeGeometry(steps: number, window: ConvTransposeWindow): ConvTransposeGeometry {
  const { stride, padding, outputPadding } = window;
  const effective = effectiveKernelSize(window);
  const reached = (steps - 1) * stride + effective;
  const same = padding === "same";
  if (outputPadding === null) {
    const outputSteps = steps * stride + (same ? 0 : Math.max(effective - stride, 0));
    return { outputSteps, padLeft: same ? padLeftOf(reached, outputSteps) : 0 };
  }
  const outputSteps = reached + outputPadding - (same ? 2 * Math.floor(effective / 2) : 0);
  return { outputSteps, padLeft: same ? padLeftOf(reached, outputSteps) : 0 };
}

function padLeftOf(reached: number, outputSteps: number): number {
  return Math.floor(Math.max(0, reached - outputSteps) / 2);
}
