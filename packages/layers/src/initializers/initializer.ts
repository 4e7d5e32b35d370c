import { ArgumentError, type DType, type Shape } from "@sepconv/backend";
import { checkOptions, checkShape, type RandomSource, randomSource, type Tensor, tensor } from "@sepconv/core";
import type { Config } from "../config.js";
import type { Dialect, DialectOption } from "../dialect.js";
import type { NamedPart } from "../named-part.js";

export interface InitializerOptions {
  /** Default: "float32". */
  readonly dtype?: DType;
  /** For random initializers without a seed of their own. */
  readonly seed?: number;
}

/**
 * Makes the first value of a weight: called with a shape.
 *
 * @see https://keras.io/api/layers/initializers/
 */
export interface Initializer extends NamedPart {
  (shape: Shape, options?: InitializerOptions): Tensor;
}

/** What random initializers take. */
export interface SeedOptions {
  /** For the same values each time. Default: others for each initializer, which then repeats itself, as in Keras 3. */
  readonly seed?: number | null;
}

/**
 * An initializer from the function that computes it.
 *
 * @throws ShapeError where it is called with no shape. @throws ArgumentError for unknown options of a call.
 */
export function makeInitializer(
  className: string,
  config: Config | ((dialect: Dialect) => Config),
  compute: (shape: Shape, options: InitializerOptions) => Tensor,
): Initializer {
  const initialize = (shape: Shape, options: InitializerOptions = {}): Tensor => {
    checkOptions(className, options, ["dtype", "seed"]);
    checkShape(className, shape);
    return compute(shape, options);
  };
  return Object.assign(initialize, {
    className,
    getConfig: ({ dialect = "keras3" }: DialectOption = {}) =>
      typeof config === "function" ? config(dialect) : config,
  });
}

/**
 * An initializer that draws from a stream of its own, the same for each call: that of its seed, of the call's, or of one
 * that is drawn when it is made.
 *
 * @throws ArgumentError for a seed that is none.
 */
export function makeRandomInitializer(
  className: string,
  { seed = null }: SeedOptions,
  config: (dialect: Dialect) => Config,
  draw: (source: RandomSource, shape: Shape) => Float64Array,
): Initializer {
  if (seed !== null && !(Number.isSafeInteger(seed) && seed >= 0)) {
    const expected = "a whole number from 0 to 2^53 - 1, or null";
    throw new ArgumentError({ where: className, problem: "seed is not valid", expected, got: seed });
  }
  const [drawn] = randomSource().bits(1);
  // Keras 3 writes the seed first, Keras 2 last.
  const seeded = (dialect: Dialect): Config =>
    dialect === "keras3" ? { seed, ...config(dialect) } : { ...config(dialect), seed };
  return makeInitializer(className, seeded, (shape, options) => {
    const { dtype = "float32" } = options;
    return tensor(draw(randomSource(seed ?? options.seed ?? drawn), shape), shape, dtype);
  });
}
