import { conv1dSpec, paddings } from "@sepconv/backend";
import { checkFits } from "../arguments/check-fits.js";
import { checkGroups } from "../arguments/check-groups.js";
import { checkOptions } from "../arguments/check-options.js";
import { oneOf } from "../arguments/one-of.js";
import { wholeNumber } from "../arguments/whole-number.js";
import { execute } from "../engine/execute.js";
import type { InputTensors, OpCall } from "../engine/op-call.js";
import type { Tensor } from "../tensor/tensor.js";
import { type ConvolutionOptions, geometryOf } from "./conv-window.js";
import { conv1dDefinition } from "./conv1d.definition.js";
import { withActivation } from "./fused-activation.js";

/** What `conv1d` takes besides its operands. */
export interface Conv1dOptions extends ConvolutionOptions {
  /** Groups of channels that are convolved apart, each to its own share of the filters. Default: 1. */
  readonly groups?: number;
}

const optionNames = ["bias", "strides", "padding", "dilationRate", "groups", "activation"];

/**
 * Convolution over time, fused with bias and activation:
 *
 *     y[b,o,f] = activation(Σ_{j,c} filter[j,c,f] · x[b, o·strides + j·dilationRate − padLeft, c] + bias[f])
 *
 * With groups, a filter sees the channels of its group alone.
 *
 * @param x `[batch, steps, channels]`
 * @param filter `[kernelSize, channels / groups, filters]`
 * @returns `[batch, outputSteps, filters]`
 * @throws ShapeError where shapes do not fit, or the input is too short. @throws ArgumentError for options.
 * @throws DTypeError, ForeignTensorError, BackendUnavailableError as every op.
 * @see https://www.tensorflow.org/api_docs/python/tf/keras/layers/Conv1D
 * @example
 * conv1d(tensor([[[1], [2], [3]]]), tensor([[[1]], [[10]]])).dataSync(); // [21, 32]
 */
export function conv1d(x: Tensor, filter: Tensor, options: Conv1dOptions = {}): Tensor {
  const where = "conv1d";
  checkOptions(where, options, optionNames);
  const bias = options.bias ?? undefined;
  const stride = wholeNumber(where, "strides", options.strides ?? 1);
  const dilation = wholeNumber(where, "dilationRate", options.dilationRate ?? 1);
  const groups = wholeNumber(where, "groups", options.groups ?? 1);
  const padding = oneOf(where, "padding", options.padding ?? "valid", paddings);
  checkFits(where, "filter", filter, ["kernelSize", "channels / groups", "filters"]);
  const [kernelSize = 0, channels = 0, filters = 0] = filter.shape;
  wholeNumber(where, "kernelSize", kernelSize);
  checkGroups(where, filters, groups);
  checkFits(where, "x", x, ["batch", "steps", channels * groups]);
  if (bias) checkFits(where, "bias", bias, [filters]);
  const { outputSteps, padLeft } = geometryOf(where, x.shape[1] ?? 0, { kernelSize, stride, dilation, padding });
  const inputs = { x, filter, ...(bias && { bias }) };
  return withActivation(where, options.activation, inputs, (activation) =>
    convolve(inputs, { stride, dilation, groups, activation }, padLeft, outputSteps),
  );
}

/** The op itself, with everything settled. @internal */
export function convolve(
  inputs: InputTensors<"conv1d">,
  attrs: OpCall<"conv1d">["attrs"],
  padLeft: number,
  outputSteps: number,
): Tensor {
  const outputShapes = { y: [inputs.x.shape[0] ?? 0, outputSteps, inputs.filter.shape[2] ?? 0] };
  return execute({ spec: conv1dSpec, attrs, dynamic: { padLeft }, inputs, outputShapes }, conv1dDefinition).y;
}
