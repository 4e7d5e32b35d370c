import type { Jax, JaxArray } from "./jax-interface.js";

/** Numbers of a window with stride 1 and dilation 1. */
export interface WindowSizes {
  readonly kernelSize: number;
  readonly channels: number;
  /** The output's. */
  readonly steps: number;
  readonly padLeft: number;
  readonly padRight: number;
}

/** How a separable convolution can be written in jax-js. */
export interface JaxLayout {
  readonly description: string;
  /** Values as `[batch, steps, channels]`, else `[batch, channels, steps]`. */
  readonly channelsLast: boolean;
  /** The depthwise filter as `[K, C]`, else `[C, 1, K]`. */
  readonly tapsFirst: boolean;
  /** The pointwise filter as `[F, C, 1]`, else `[C, F]`. */
  readonly filtersFirst: boolean;
  /** Of depthwise filter, pointwise filter and bias. */
  shapes(kernelSize: number, channels: number, filters: number): readonly (readonly number[])[];
  linear(jax: Jax, x: JaxArray, weights: readonly JaxArray[], sizes: WindowSizes): JaxArray;
}

export type JaxWay = "convolutions" | "matmul" | "slices";

export const layouts: Readonly<Record<JaxWay, JaxLayout>> = {
  convolutions: {
    description: "two convGeneralDilated",
    channelsLast: false,
    tapsFirst: false,
    filtersFirst: true,
    shapes: (kernelSize, channels, filters) => [
      [channels, 1, kernelSize],
      [filters, channels, 1],
      [filters, 1],
    ],
    linear(jax, x, weights, sizes) {
      const [depthwise, pointwise, bias] = three(weights);
      const between = depthwiseConvolution(jax, x, depthwise, sizes);
      return jax.lax.convGeneralDilated(between, pointwise, [1], [[0, 0]], {}).add(bias);
    },
  },
  matmul: {
    description: "convGeneralDilated with matmul",
    channelsLast: true,
    tapsFirst: false,
    filtersFirst: false,
    shapes: (kernelSize, channels, filters) => [[channels, 1, kernelSize], [channels, filters], [filters]],
    linear(jax, x, weights, sizes) {
      const { transpose, matmul } = jax.numpy;
      const [depthwise, pointwise, bias] = three(weights);
      const between = depthwiseConvolution(jax, transpose(x, [0, 2, 1]), depthwise, sizes);
      return matmul(transpose(between, [0, 2, 1]), pointwise).add(bias);
    },
  },
  slices: {
    description: "a sum of slices with matmul",
    channelsLast: true,
    tapsFirst: true,
    filtersFirst: false,
    shapes: (kernelSize, channels, filters) => [[kernelSize, channels], [channels, filters], [filters]],
    linear(jax, x, weights, { kernelSize, steps, padLeft, padRight }) {
      const [depthwise, pointwise, bias] = three(weights);
      const padded = jax.numpy.pad(x, [
        [0, 0],
        [padLeft, padRight],
        [0, 0],
      ]);
      const terms = Array.from({ length: kernelSize }, (_, tap) =>
        padded.ref.slice([], [tap, tap + steps]).mul(depthwise.ref.slice(tap)),
      );
      padded.dispose();
      depthwise.dispose();
      const between = terms.reduce((sum, term) => sum.add(term));
      return jax.numpy.matmul(between, pointwise).add(bias);
    },
  },
};

function depthwiseConvolution(jax: Jax, x: JaxArray, filter: JaxArray, sizes: WindowSizes): JaxArray {
  const padding = [[sizes.padLeft, sizes.padRight]] as const;
  return jax.lax.convGeneralDilated(x, filter, [1], padding, { featureGroupCount: sizes.channels });
}

function three(weights: readonly JaxArray[]): [JaxArray, JaxArray, JaxArray] {
  const [depthwise, pointwise, bias] = weights;
  if (!depthwise || !pointwise || !bias) throw new Error("bench: weights are missing.");
  return [depthwise, pointwise, bias];
}
