import { ArgumentError } from "@sepconv/backend";
import type { Tensor } from "@sepconv/core";
import type { Reuse, VariableScope } from "../scopes/variable-scope.js";
import type { Layer } from "./layer.js";

/** What every functional form takes beside the layer's own options. */
export interface FunctionalOptions {
  /** The variable scope, and the layer's name. Default: the class in small letters, made unique. */
  readonly name?: string | VariableScope | null;
  /** Whether the variables of a layer of this name are shared. Default: as the scope around says. */
  readonly reuse?: Reuse | null;
}

/** Options that constructors alone take, as in TensorFlow. */
type ClassOnly =
  | "dtype"
  | "weights"
  | "inputShape"
  | "batchInputShape"
  | "batchSize"
  | "inputDim"
  | "dynamic"
  | "autocast"
  | "implementation"
  | "groups"
  | "convOp"
  | "_scope"
  | "_reuse";

const classOnly: Readonly<Record<ClassOnly, true>> = {
  dtype: true,
  weights: true,
  inputShape: true,
  batchInputShape: true,
  batchSize: true,
  inputDim: true,
  dynamic: true,
  autocast: true,
  implementation: true,
  groups: true,
  convOp: true,
  _scope: true,
  _reuse: true,
};

/** The options of a layer's functional form. */
export type FunctionalOf<Options> = Omit<Options, ClassOnly | "name"> & FunctionalOptions;

/**
 * A layer for one call: its name is its scope, and `reuse` says whether it shares variables.
 *
 * @throws ArgumentError for options that the layer's constructor alone takes, and for what the layer refuses.
 */
export function callFunctional<Options extends FunctionalOptions>(
  inputs: Tensor,
  { reuse = null, ...options }: Options,
  make: (options: object) => Layer,
  training?: boolean,
): Tensor {
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(classOnly, name)) continue;
    throw new ArgumentError({
      where: "functional layer",
      problem: `unknown option "${name}"`,
      expected: "the options of the layer that TensorFlow's function has as well",
      remedy: "Make the layer and call apply().",
    });
  }
  const layer = make({ ...options, _reuse: reuse, _scope: options.name ?? null });
  return layer.applyOnce(inputs, training === undefined ? {} : { training });
}
