import { ArgumentError, elementCount, type Shape } from "@sepconv/backend";
import { axisOf } from "@sepconv/core";

/** Which axes of a weight count as inputs and as outputs, where both are given. Keras 2 does not know them. */
export interface FanAxes {
  readonly inputAxes?: readonly number[] | null;
  readonly outputAxes?: readonly number[] | null;
}

/** How many numbers go into each output of a weight, and how many outputs each number goes into. */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/**
 * Keras' fans: the products of the extents of both axes' lists. Without them: of a vector its length; of a matrix rows and
 * columns; of a convolution filter the last two extents, each times the product of those before. For a depthwise filter
 * `[k, C, M]` that makes k·C and k·M.
 *
 * @throws ArgumentError for an axis that the weight does not have.
 * @see https://keras.io/api/layers/initializers/
 */
export function fansOf(where: string, shape: Shape, { inputAxes, outputAxes }: FanAxes = {}): Fans {
  if (inputAxes && outputAxes) {
    const fan = (axes: readonly number[]): number => elementCount(axes.map((axis) => extentOf(where, axis, shape)));
    return { fanIn: fan(inputAxes), fanOut: fan(outputAxes) };
  }
  const [only = 1] = shape;
  if (shape.length < 2) return { fanIn: only, fanOut: only };
  const positions = elementCount(shape.slice(0, -2));
  return { fanIn: positions * extentOf(where, -2, shape), fanOut: positions * extentOf(where, -1, shape) };
}

/** The list of axes that an option gives, or null. @throws ArgumentError where it is none. */
export function fanAxes(where: string, name: string, value: unknown): readonly number[] | null {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value) && value.every(Number.isInteger)) return value;
  const expected = "a list of whole numbers, or null";
  throw new ArgumentError({ where, problem: `${name} is not valid`, expected, got: value });
}

function extentOf(where: string, axis: number, shape: Shape): number {
  return shape[axisOf(where, axis, shape)] ?? 1;
}
