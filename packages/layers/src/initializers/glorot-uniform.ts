import { elementCount } from "@sepconv/backend";
import { randomSource, tensor } from "@sepconv/core";
import { fansOf } from "./fans.js";
import { type Initializer, makeInitializer } from "./initializer.js";

/**
 * Evenly distributed on ±√(6 / (fanIn + fanOut)).
 *
 * @param seed for the same values each time. Default: other values for each weight.
 * @see Glorot and Bengio, AISTATS 2010, https://proceedings.mlr.press/v9/glorot10a.html
 */
export function glorotUniform({ seed = null }: { readonly seed?: number | null } = {}): Initializer {
  const config = { seed, input_axes: null, output_axes: null };
  return makeInitializer("GlorotUniform", config, (shape, options) => {
    const { fanIn, fanOut } = fansOf(shape);
    const limit = Math.sqrt(6 / Math.max(1, fanIn + fanOut));
    const values = randomSource(seed ?? options.seed).uniform(elementCount(shape), -limit, limit);
    return tensor(values, shape, options.dtype ?? "float32");
  });
}
