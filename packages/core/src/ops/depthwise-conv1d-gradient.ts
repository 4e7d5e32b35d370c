import { depthwiseConv1dGradientSpec } from "@sepconv/backend";
import { execute } from "../engine/execute.js";
import type { InputTensors, OutputTensors } from "../engine/op-call.js";
import { depthwiseConv1dGradientDefinition } from "./depthwise-conv1d-gradient.definition.js";

/** Which gradients to compute, and the window of the convolution, with everything settled. */
export interface DepthwiseConv1dGradientOptions {
  readonly stride: number;
  readonly dilation: number;
  readonly padLeft: number;
  readonly wants: { readonly x: boolean; readonly depthwise: boolean; readonly bias: boolean };
}

/** Gradients of a linear depthwise convolution for the gradient of its output; only those that are wanted. @internal */
export function depthwiseConv1dGradientOp(
  inputs: InputTensors<"depthwiseConv1dGradient">,
  { stride, dilation, padLeft, wants }: DepthwiseConv1dGradientOptions,
): OutputTensors<"depthwiseConv1dGradient"> {
  const { x, depthwise, gradient } = inputs;
  return execute(
    {
      spec: depthwiseConv1dGradientSpec,
      attrs: { stride, dilation, wantsX: wants.x, wantsDepthwise: wants.depthwise, wantsBias: wants.bias },
      dynamic: { padLeft },
      inputs,
      outputShapes: {
        ...(wants.x && { x: x.shape }),
        ...(wants.depthwise && { depthwise: depthwise.shape }),
        ...(wants.bias && { bias: gradient.shape.slice(2) }),
      },
    },
    depthwiseConv1dGradientDefinition,
  );
}
