import { separableConv1dGradientSpec } from "@sepconv/backend";
import { execute } from "../engine/execute.js";
import type { InputTensors, OutputTensors } from "../engine/op-call.js";
import { separableConv1dGradientDefinition } from "./separable-conv1d-gradient.definition.js";

/** Which gradients to compute, and the window of the convolution, with everything settled. */
export interface SeparableConv1dGradientOptions {
  readonly stride: number;
  readonly dilation: number;
  readonly padLeft: number;
  readonly wants: {
    readonly x: boolean;
    readonly depthwise: boolean;
    readonly pointwise: boolean;
    readonly bias: boolean;
  };
}

/** Gradients of a linear separable convolution for the gradient of its output; only those that are wanted. @internal */
export function separableConv1dGradientOp(
  inputs: InputTensors<"separableConv1dGradient">,
  { stride, dilation, padLeft, wants }: SeparableConv1dGradientOptions,
): OutputTensors<"separableConv1dGradient"> {
  const { x, depthwise, pointwise } = inputs;
  return execute(
    {
      spec: separableConv1dGradientSpec,
      attrs: {
        stride,
        dilation,
        wantsX: wants.x,
        wantsDepthwise: wants.depthwise,
        wantsPointwise: wants.pointwise,
        wantsBias: wants.bias,
      },
      dynamic: { padLeft },
      inputs,
      outputShapes: {
        ...(wants.x && { x: x.shape }),
        ...(wants.depthwise && { depthwise: depthwise.shape }),
        ...(wants.pointwise && { pointwise: pointwise.shape }),
        ...(wants.bias && { bias: pointwise.shape.slice(2) }),
      },
    },
    separableConv1dGradientDefinition,
  );
}
