export const paddings = ["valid", "same", "causal"] as const;

/** How the ends of the time axis are treated. `causal` pads on the left alone: no output sees the future. */
export type Padding = (typeof paddings)[number];

export interface ConvWindow {
  /** Taps of the filter, k. */
  readonly kernelSize: number;
  /** Input steps between neighbouring outputs, s. */
  readonly stride: number;
  /** Input steps between neighbouring taps, d. */
  readonly dilation: number;
  readonly padding: Padding;
}

export interface ConvGeometry {
  /** Output steps, O. Negative where TensorFlow's kernels refuse the input as too short. */
  readonly outputSteps: number;
  /** Zeros in front of the first input step. */
  readonly padLeft: number;
  /** Zeros behind the last input step. */
  readonly padRight: number;
}

/** Input steps that one output sees: `(k − 1)·d + 1`. */
export function effectiveKernelSize({ kernelSize, dilation }: Pick<ConvWindow, "kernelSize" | "dilation">): number {
  return (kernelSize - 1) * dilation + 1;
}

/**
 * Output length and zero padding of a 1-D convolution over `steps` input steps, L.
 *
 * | padding | O | padLeft | padRight |
 * |---|---|---|---|
 * | valid | `trunc((L − eff + s) / s)` | 0 | 0 |
 * | same | `ceil(L / s)` | `floor(T / 2)` | `T − floor(T / 2)`, `T = max(0, (O − 1)·s + eff − L)` |
 * | causal | `ceil(L / s)` | `eff − 1` | 0 |
 *
 * `valid` divides towards zero, as TensorFlow's kernels do: an input that is too short by less than a stride gives
 * length 0, a shorter one a negative length, which callers refuse.
 *
 * @see https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2
 * @example
 * convGeometry(6, { kernelSize: 3, stride: 2, dilation: 1, padding: "same" }); // { outputSteps: 3, padLeft: 0, padRight: 1 }
 */
export function convGeometry(steps: number, window: ConvWindow): ConvGeometry {
  const { stride, padding } = window;
  const effective = effectiveKernelSize(window);
  if (padding === "valid") {
    return { outputSteps: Math.trunc((steps - effective + stride) / stride) + 0, padLeft: 0, padRight: 0 };
  }
  const outputSteps = Math.ceil(steps / stride);
  if (padding === "causal") return { outputSteps, padLeft: effective - 1, padRight: 0 };
  const total = Math.max(0, (outputSteps - 1) * stride + effective - steps);
  const padLeft = Math.floor(total / 2);
  return { outputSteps, padLeft, padRight: total - padLeft };
}
