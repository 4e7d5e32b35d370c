import type { DType } from "@sepconv/backend";
import type { Tensor } from "@sepconv/core";
import type { PartialShape, regularizers } from "@sepconv/layers";
import type { Reuse, VariableScope } from "../scopes/variable-scope.js";

/** What the constructor of every TensorFlow 1 layer takes. */
export interface LayerOptions {
  /** The layer's name and the base of its variable scope. Default: made from the class, "separable_conv1d_1", … */
  readonly name?: string | VariableScope | null;
  /** Whether the weights, when they are made, become trainable variables. Default: true. */
  readonly trainable?: boolean | null;
  /** Default: that of the first input. */
  readonly dtype?: DType | "double" | null;
  /** What the output costs, divided by the batch size. Default: nothing. */
  readonly activityRegularizer?: regularizers.RegularizerLike | null;
  /** Values of the weights, set once they are made. */
  readonly weights?: readonly WeightValue[] | null;
  /** Kept in the configuration. */
  readonly inputShape?: PartialShape | null;
  readonly batchInputShape?: PartialShape | null;
  readonly batchSize?: number | null;
  readonly inputDim?: number | null;
  /** Accepted, as TensorFlow does, without effect. */
  readonly dynamic?: boolean;
  readonly autocast?: boolean;
  readonly implementation?: unknown;
  /** The variable scope that the layer's variables are in. */
  readonly _scope?: string | VariableScope | null;
  /** Whether the layer shares variables that are there. */
  readonly _reuse?: Reuse | null;
}

export const layerOptionNames: readonly string[] = [
  "name",
  "trainable",
  "dtype",
  "activityRegularizer",
  "weights",
  "inputShape",
  "batchInputShape",
  "batchSize",
  "inputDim",
  "dynamic",
  "autocast",
  "implementation",
  "_scope",
  "_reuse",
];

/** A weight's value: a tensor, or numbers nested as its shape is. */
export type WeightValue = Tensor | number | readonly unknown[];

export interface CallOptions {
  /** The variable scope of the first call. */
  readonly scope?: string | VariableScope | null;
  /** Whether layers behave as in training. Default: false. */
  readonly training?: boolean;
}
