import type { DType, Shape } from "@sepconv/backend";
import type { Tensor } from "@sepconv/core";
import type { Config } from "../config.js";

export interface InitializerOptions {
  /** Default: "float32". */
  readonly dtype?: DType;
  /** For random initializers without a seed of their own. */
  readonly seed?: number;
}

/** Makes the first value of a weight: called with a shape. */
export interface Initializer {
  (shape: Shape, options?: InitializerOptions): Tensor;
  readonly className: string;
  getConfig(): Config;
}

export function makeInitializer(
  className: string,
  config: Config,
  compute: (shape: Shape, options: InitializerOptions) => Tensor,
): Initializer {
  return Object.assign((shape: Shape, options: InitializerOptions = {}) => compute(shape, options), {
    className,
    getConfig: () => config,
  });
}
