import type { ActivationKind } from "@sepconv/backend";
import { conv1d, conv1dTranspose, depthwiseConv1d, separableConv1d, type Tensor } from "@sepconv/core";
import type { GoldenCase } from "../../src/golden/read-golden.js";

/** What a layer class hands to its op. */
interface GoldenLayer {
  /** Names of the weights in order, without the bias; where dialects differ, each of the names. */
  readonly weights: readonly (readonly string[])[];
  /** The op on channels-last input. */
  readonly convolve: (
    x: Tensor,
    weights: readonly [Tensor, ...Tensor[]],
    bias: Tensor | null,
    args: GoldenCase["args"],
    activation: ActivationKind | null,
  ) => Tensor;
}

export const goldenLayers: Readonly<Record<string, GoldenLayer>> = {
  SeparableConv1D: {
    weights: [["depthwise_kernel"], ["pointwise_kernel"]],
    convolve: (x, [depthwise, pointwise = depthwise], bias, args, activation) =>
      separableConv1d(x, depthwise, pointwise, { bias, ...windowOf(args), activation }),
  },
  DepthwiseConv1D: {
    weights: [["depthwise_kernel", "kernel"]],
    convolve: (x, [depthwise], bias, args, activation) =>
      depthwiseConv1d(x, depthwise, { bias, ...windowOf(args), activation }),
  },
  Conv1D: {
    weights: [["kernel"]],
    convolve: (x, [filter], bias, args, activation) =>
      conv1d(x, filter, { bias, ...windowOf(args), groups: wholeNumber(args, "groups"), activation }),
  },
  Conv1DTranspose: {
    weights: [["kernel"]],
    convolve: (x, [filter], bias, args, activation) => {
      const outputPadding = (args["output_padding"] ?? null) === null ? null : wholeNumber(args, "output_padding");
      return conv1dTranspose(x, filter, { bias, ...windowOf(args), outputPadding, activation });
    },
  },
};

function windowOf(args: GoldenCase["args"]): { strides: number; padding: string; dilationRate: number } {
  return {
    strides: wholeNumber(args, "strides"),
    padding: text(args, "padding", "valid"),
    dilationRate: wholeNumber(args, "dilation_rate"),
  };
}

function wholeNumber(args: GoldenCase["args"], name: string): number {
  const value = args[name] ?? 1;
  if (typeof value === "number") return value;
  throw new RangeError(`${name} is no number: ${JSON.stringify(value)}`);
}

function text(args: GoldenCase["args"], name: string, otherwise: string): string {
  const value = args[name] ?? otherwise;
  if (typeof value === "string") return value;
  throw new RangeError(`${name} is no text: ${JSON.stringify(value)}`);
}
