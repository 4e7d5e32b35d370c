import { paddings, separableConv1dSpec } from "@sepconv/backend";
import { checkFits } from "../arguments/check-fits.js";
import { checkOptions } from "../arguments/check-options.js";
import { oneOf } from "../arguments/one-of.js";
import { wholeNumber } from "../arguments/whole-number.js";
import { execute } from "../engine/execute.js";
import type { Tensor } from "../tensor/tensor.js";
import { type ConvolutionOptions, convolutionOptionNames, geometryOf } from "./conv-window.js";
import { withActivation } from "./fused-activation.js";
import { separableConv1dDefinition } from "./separable-conv1d.definition.js";

/** What `separableConv1d` takes besides its operands. */
export interface SeparableConv1dOptions extends ConvolutionOptions {}

/**
 * Depthwise-separable convolution over time, fused with bias and activation:
 *
 *     h[b,o,c·M+m] = Σ_j depthwise[j,c,m] · x[b, o·strides + j·dilationRate − padLeft, c]
 *     y[b,o,f]     = activation(Σ_q h[b,o,q] · pointwise[0,q,f] + bias[f])
 *
 * @param x `[batch, steps, channels]`
 * @param depthwise `[kernelSize, channels, depthMultiplier]`
 * @param pointwise `[1, channels · depthMultiplier, filters]`
 * @returns `[batch, outputSteps, filters]`; `convGeometry` says how many steps. None when the input is too short for
 *   "valid" padding by less than a stride.
 * @throws ShapeError where shapes do not fit, or the input is shorter than that. @throws ArgumentError for options.
 * @throws DTypeError, ForeignTensorError, BackendUnavailableError as every op: mixed or unsupported dtypes, operands of
 *   two devices, no device chosen.
 * @see https://www.tensorflow.org/api_docs/python/tf/keras/layers/SeparableConv1D
 * @example
 * const x = tensor([[[1], [2], [3]]]);
 * const y = separableConv1d(x, tensor([[[1]], [[1]]]), tensor([[[10]]]), { padding: "same" });
 * y.dataSync(); // [30, 50, 30]
 */
export function separableConv1d(
  x: Tensor,
  depthwise: Tensor,
  pointwise: Tensor,
  options: SeparableConv1dOptions = {},
): Tensor {
  const where = "separableConv1d";
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
  checkFits(where, "pointwise", pointwise, [1, channels * multiplier, "filters"]);
  const [, , filters = 0] = pointwise.shape;
  if (bias) checkFits(where, "bias", bias, [filters]);

  const [batch = 0, steps = 0] = x.shape;
  const { outputSteps, padLeft } = geometryOf(where, steps, { kernelSize, stride, dilation, padding });
  const inputs = { x, depthwise, pointwise, ...(bias && { bias }) };
  return withActivation(where, options.activation, inputs, (activation) => {
    const call = {
      spec: separableConv1dSpec,
      attrs: { stride, dilation, activation },
      dynamic: { padLeft },
      inputs,
      outputShapes: { y: [batch, outputSteps, filters] },
    };
    return execute(call, separableConv1dDefinition).y;
  });
}
