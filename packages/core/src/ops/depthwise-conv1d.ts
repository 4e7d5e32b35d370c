import { depthwiseConv1dSpec, paddings } from "@sepconv/backend";
import { checkFits } from "../arguments/check-fits.js";
import { checkOptions } from "../arguments/check-options.js";
import { oneOf } from "../arguments/one-of.js";
import { wholeNumber } from "../arguments/whole-number.js";
import { execute } from "../engine/execute.js";
import type { Tensor } from "../tensor/tensor.js";
import { type ConvolutionOptions, convolutionOptionNames, geometryOf } from "./conv-window.js";
import { depthwiseConv1dDefinition } from "./depthwise-conv1d.definition.js";
import { withActivation } from "./fused-activation.js";

/** What `depthwiseConv1d` takes besides its operands. */
export interface DepthwiseConv1dOptions extends ConvolutionOptions {}

/**
 * Depthwise convolution over time, each channel with filters of its own, fused with bias and activation:
 *
 *     y[b,o,c·M+m] = activation(Σ_j depthwise[j,c,m] · x[b, o·strides + j·dilationRate − padLeft, c] + bias[c·M+m])
 *
 * @param x `[batch, steps, channels]`
 * @param depthwise `[kernelSize, channels, depthMultiplier]`
 * @returns `[batch, outputSteps, channels · depthMultiplier]`
 * @throws ShapeError where shapes do not fit, or the input is too short. @throws ArgumentError for options.
 * @throws DTypeError, ForeignTensorError, BackendUnavailableError as every op.
 * @see https://www.tensorflow.org/api_docs/python/tf/keras/layers/DepthwiseConv1D
 * @example
 * depthwiseConv1d(tensor([[[1, 10], [2, 20]]]), tensor([[[1], [1]], [[1], [-1]]])).dataSync(); // [3, -10]
 */
export function depthwiseConv1d(x: Tensor, depthwise: Tensor, options: DepthwiseConv1dOptions = {}): Tensor {
  const where = "depthwiseConv1d";
  checkOptions(where, options, convolutionOptionNames);
  const bias = options.bias ?? undefined;
  const stride = wholeNumber(where, "strides", options.strides ?? 1);
  const dilation = wholeNumber(where, "dilationRate", options.dilationRate ?? 1);
  const padding = oneOf(where, "padding", options.padding ?? "valid", paddings);
  checkFits(where, "depthwise", depthwise, ["kernelSize", "channels", "depthMultiplier"]);
  const [kernelSize = 0, channels = 0, multiplier = 0] = depthwise.shape;
  wholeNumber(where, "kernelSize", kernelSize);
  wholeNumber(where, "depthMultiplier", multiplier);
  checkFits(where, "x", x, ["batch", "steps", channels]);
  if (bias) checkFits(where, "bias", bias, [channels * multiplier]);
  const [batch = 0, steps = 0] = x.shape;
  const { outputSteps, padLeft } = geometryOf(where, steps, { kernelSize, stride, dilation, padding });
  const inputs = { x, depthwise, ...(bias && { bias }) };
  return withActivation(where, options.activation, inputs, (activation) => {
    const call = {
      spec: depthwiseConv1dSpec,
      attrs: { stride, dilation, activation },
      dynamic: { padLeft },
      inputs,
      outputShapes: { y: [batch, outputSteps, channels * multiplier] },
    };
    return execute(call, depthwiseConv1dDefinition).y;
  });
}
