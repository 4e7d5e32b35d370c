import { batchNormalizationGradientSpec } from "@sepconv/backend";
import { execute } from "../engine/execute.js";
import type { InputTensors, OutputTensors } from "../engine/op-call.js";
import { batchNormalizationGradientDefinition } from "./batch-normalization-gradient.definition.js";

/** Which gradients to compute, and what was added to the variance. */
export interface BatchNormalizationGradientOptions {
  readonly epsilon: number;
  readonly wants: { readonly x: boolean; readonly gamma: boolean; readonly beta: boolean };
}

/** Gradients of a batch normalization for the gradient of its y; only those that are wanted. @internal */
export function batchNormalizationGradientOp(
  inputs: InputTensors<"batchNormalizationGradient">,
  { epsilon, wants }: BatchNormalizationGradientOptions,
): OutputTensors<"batchNormalizationGradient"> {
  const { x, mean } = inputs;
  return execute(
    {
      spec: batchNormalizationGradientSpec,
      attrs: { wantsX: wants.x, wantsGamma: wants.gamma, wantsBeta: wants.beta },
      dynamic: { epsilon },
      inputs,
      outputShapes: {
        ...(wants.x && { x: x.shape }),
        ...(wants.gamma && { gamma: mean.shape }),
        ...(wants.beta && { beta: mean.shape }),
      },
    },
    batchNormalizationGradientDefinition,
  );
}
