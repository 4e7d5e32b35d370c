import {
  type ActivationKind,
  ArgumentError,
  activationDerivatives,
  type ConvGeometry,
  type ConvWindow,
  convGeometry,
  effectiveKernelSize,
  paddings,
  ShapeError,
  separableConv1dSpec,
} from "@sepconv/backend";
import { checkOptions } from "../arguments/check-options.js";
import { checkTensor } from "../arguments/check-tensor.js";
import { oneOf } from "../arguments/one-of.js";
import { mostCounted, type OneNumber, wholeNumber } from "../arguments/whole-number.js";
import { execute } from "../engine/execute.js";
import { followersOf } from "../engine/recorders.js";
import type { Tensor } from "../tensor/tensor.js";
import { separableConv1dDefinition } from "./separable-conv1d.definition.js";
import { unary } from "./unary.js";

/** What `separableConv1d` takes besides its operands. */
export interface SeparableConv1dOptions {
  /** Added to each filter's output, `[F]`. Default: none. */
  readonly bias?: Tensor | null;
  /** Input steps between neighbouring outputs. Default: 1. */
  readonly strides?: OneNumber;
  /** "valid", "same" or "causal", in any letter case. Default: "valid". */
  readonly padding?: string;
  /** Input steps between neighbouring taps. Default: 1. With strides > 1 as well, the definition below holds. */
  readonly dilationRate?: OneNumber;
  /**
   * An elementwise function of the result, by Keras' name or in camelCase: "relu", "relu6", "leakyRelu", "elu", "selu",
   * "sigmoid", "hardSigmoid", "tanh", "softplus", "softsign", "silu" ("swish"), "exponential". Default: none, "linear".
   */
  readonly activation?: ActivationName | null;
}

const optionNames = ["bias", "strides", "padding", "dilationRate", "activation"];

/** Keras' names where the kind has another. */
const aliases = { linear: null, swish: "silu", exponential: "exp" } as const;
type ActivationName = ActivationKind | keyof typeof aliases;
const activationNames = Object.keys({ ...activationDerivatives, ...aliases }) as ActivationName[];

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
  checkOptions(where, options, optionNames);
  const bias = options.bias ?? undefined;
  const stride = wholeNumber(where, "strides", options.strides ?? 1);
  const dilation = wholeNumber(where, "dilationRate", options.dilationRate ?? 1);
  const padding = oneOf(where, "padding", options.padding ?? "valid", paddings);
  const name = oneOf(where, "activation", options.activation ?? "linear", activationNames);
  const activation = name in activationDerivatives ? (name as ActivationKind) : aliases[name as keyof typeof aliases];
  checkShapes(x, depthwise, pointwise, bias);

  const [batch = 0, steps = 0] = x.shape;
  const [kernelSize = 1] = depthwise.shape;
  const { outputSteps, padLeft } = geometryOf(steps, { kernelSize, stride, dilation, padding });
  const inputs = { x, depthwise, pointwise, ...(bias && { bias }) };

  // While recording, an activation whose derivative needs its input runs on its own, so that the input is kept.
  const separate =
    activation !== null &&
    activationDerivatives[activation] === "input" &&
    followersOf(Object.values(inputs)).length > 0;
  const { y } = execute(
    {
      spec: separableConv1dSpec,
      attrs: { stride, dilation, activation: separate ? null : activation },
      dynamic: { padLeft },
      inputs,
      outputShapes: { y: [batch, outputSteps, pointwise.shape[2] ?? 0] },
    },
    separableConv1dDefinition,
  );
  return separate ? unary(activation, y) : y;
}

function geometryOf(steps: number, window: ConvWindow): ConvGeometry {
  const where = "separableConv1d";
  const { kernelSize, stride, dilation } = window;
  const effective = effectiveKernelSize(window);
  if (effective > mostCounted) {
    const problem = `kernel size ${kernelSize} with dilation rate ${dilation} reaches too far`;
    throw new ArgumentError({ where, problem, expected: `at most ${mostCounted} steps`, got: effective });
  }
  const geometry = convGeometry(steps, window);
  if (geometry.outputSteps >= 0) return geometry;
  throw new ShapeError({
    where,
    problem: `x has too few steps for kernel size ${kernelSize}, strides ${stride} and dilation rate ${dilation}`,
    expected: `at least ${effective}`,
    got: steps,
    remedy: 'Use padding "same" or "causal", or a longer input.',
  });
}

function checkShapes(x: Tensor, depthwise: Tensor, pointwise: Tensor, bias: Tensor | undefined): void {
  const where = "separableConv1d";
  checkTensor(where, "x", x, 3, "[batch, steps, channels]");
  checkTensor(where, "depthwise", depthwise, 3, "[kernelSize, channels, depthMultiplier]");
  checkTensor(where, "pointwise", pointwise, 3, "[1, channels · depthMultiplier, filters]");
  const [kernelSize = 0, channels = 0, multiplier = 0] = depthwise.shape;
  const [one = 0, inner = 0, filters = 0] = pointwise.shape;
  if (kernelSize === 0 || multiplier === 0) {
    throw new ShapeError({
      where,
      problem: "depthwise is empty",
      expected: "a kernel size and a depth multiplier of at least 1",
      got: depthwise.shape,
    });
  }
  if (x.shape[2] !== channels) {
    throw new ShapeError({
      where,
      problem: "x has other channels than depthwise",
      expected: `[batch, steps, ${channels}]`,
      got: x.shape,
    });
  }
  if (one !== 1 || inner !== channels * multiplier) {
    throw new ShapeError({
      where,
      problem: "pointwise does not follow depthwise",
      expected: `[1, ${channels * multiplier}, filters]`,
      got: pointwise.shape,
    });
  }
  if (bias === undefined) return;
  checkTensor(where, "bias", bias, 1, "[filters]");
  if (bias.shape[0] !== filters) {
    throw new ShapeError({ where, problem: "bias does not fit pointwise", expected: `[${filters}]`, got: bias.shape });
  }
}
