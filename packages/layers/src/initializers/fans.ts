import { elementCount, type Shape } from "@sepconv/backend";

/**
 * Keras' fans: of a matrix rows and columns; of a convolution filter the last two extents, each times the product of
 * those before. For a depthwise filter `[k, C, M]` that makes k·C and k·M.
 *
 * @see https://keras.io/api/layers/initializers/
 */
export function fansOf(shape: Shape): { fanIn: number; fanOut: number } {
  const [only = 1] = shape;
  if (shape.length < 2) return { fanIn: only, fanOut: only };
  const receptive = elementCount(shape.slice(0, -2));
  return { fanIn: (shape.at(-2) ?? 1) * receptive, fanOut: (shape.at(-1) ?? 1) * receptive };
}
