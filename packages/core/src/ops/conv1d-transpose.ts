import { conv1dTransposeSpec, convTransposeGeometry, ShapeError, transposePaddings } from "@sepconv/backend";
import { checkFits } from "../arguments/check-fits.js";
import { checkOptions } from "../arguments/check-options.js";
import { oneOf } from "../arguments/one-of.js";
import { outputPaddingOf } from "../arguments/output-padding.js";
import { type OneNumber, wholeNumber } from "../arguments/whole-number.js";
import { execute } from "../engine/execute.js";
import type { InputTensors, OpCall } from "../engine/op-call.js";
import type { Tensor } from "../tensor/tensor.js";
import { conv1dTransposeDefinition } from "./conv1d-transpose.definition.js";
import { type ActivationName, withActivation } from "./fused-activation.js";

/** What `conv1dTranspose` takes besides its operands. */
export interface Conv1dTransposeOptions {
  /** Added to each filter's output, `[F]`. Default: none. */
  readonly bias?: Tensor | null;
  /** Output steps between what neighbouring inputs reach. Default: 1. */
  readonly strides?: OneNumber;
  /** "valid" or "same", in any letter case. Default: "valid". */
  readonly padding?: string;
  /** Steps added to the output's end, fewer than strides; null for as many as `padding` says. Default: null. */
  readonly outputPadding?: OneNumber | null;
  /** Output steps between neighbouring taps. Default: 1. */
  readonly dilationRate?: OneNumber;
  /** An elementwise function of the result, as for `separableConv1d`. Default: none. */
  readonly activation?: ActivationName | null;
}

const optionNames = ["bias", "strides", "padding", "outputPadding", "dilationRate", "activation"];

/**
 * Transposed convolution over time, fused with bias and activation: each input step adds its filter to the output steps
 * that a convolution would read it from,
 *
 *     y[b,t,f] = activation(Σ_{i,j : i·strides + j·dilationRate − padLeft = t} Σ_c filter[j,f,c] · x[b,i,c] + bias[f])
 *
 * `convTransposeGeometry` says how many steps there are.
 *
 * @param x `[batch, steps, channels]`
 * @param filter `[kernelSize, filters, channels]`
 * @returns `[batch, outputSteps, filters]`
 * @throws ShapeError where shapes do not fit. @throws ArgumentError for options.
 * @throws DTypeError, ForeignTensorError, BackendUnavailableError as every op.
 * @see https://www.tensorflow.org/api_docs/python/tf/keras/layers/Conv1DTranspose
 * @example
 * conv1dTranspose(tensor([[[1], [2]]]), tensor([[[1]], [[10]]]), { strides: 2 }).dataSync(); // [1, 10, 2, 20]
 */
export function conv1dTranspose(x: Tensor, filter: Tensor, options: Conv1dTransposeOptions = {}): Tensor {
  const where = "conv1dTranspose";
  checkOptions(where, options, optionNames);
  const bias = options.bias ?? undefined;
  const stride = wholeNumber(where, "strides", options.strides ?? 1);
  const dilation = wholeNumber(where, "dilationRate", options.dilationRate ?? 1);
  const padding = oneOf(where, "padding", options.padding ?? "valid", transposePaddings);
  const outputPadding = outputPaddingOf(where, options.outputPadding ?? null, stride);
  checkFits(where, "filter", filter, ["kernelSize", "filters", "channels"]);
  const [kernelSize = 0, filters = 0, channels = 0] = filter.shape;
  wholeNumber(where, "kernelSize", kernelSize);
  checkFits(where, "x", x, ["batch", "steps", channels]);
  if (bias) checkFits(where, "bias", bias, [filters]);
  const [, steps = 0] = x.shape;
  const window = { kernelSize, stride, dilation, padding, outputPadding };
  const { outputSteps, padLeft } = convTransposeGeometry(steps, window);
  if (outputSteps < 0) {
    throw new ShapeError({ where, problem: "x has too few steps", expected: "at least 1", got: steps });
  }
  const inputs = { x, filter, ...(bias && { bias }) };
  return withActivation(where, options.activation, inputs, (activation) =>
    convolveTransposed(inputs, { stride, dilation, groups: 1, activation }, padLeft, outputSteps, filters),
  );
}

/** The op itself, with everything settled. @internal */
export function convolveTransposed(
  inputs: InputTensors<"conv1dTranspose">,
  attrs: OpCall<"conv1dTranspose">["attrs"],
  padLeft: number,
  outputSteps: number,
  filters: number,
): Tensor {
  const outputShapes = { y: [inputs.x.shape[0] ?? 0, outputSteps, filters] };
  const call = { spec: conv1dTransposeSpec, attrs, dynamic: { padLeft }, inputs, outputShapes };
  return execute(call, conv1dTransposeDefinition).y;
}
