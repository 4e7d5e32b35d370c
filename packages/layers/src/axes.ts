import { ArgumentError, ShapeError } from "@sepconv/backend";
import { axisOf } from "@sepconv/core";
import type { PartialShape } from "./partial-shape.js";

/** An axis or a list of axes; a negative one counts from the end. */
export type Axes = number | readonly number[];

/** The axes that an option gives, as it gives them. @throws ArgumentError where they are none. */
export function axesOption(where: string, name: string, value: unknown): Axes {
  if (isWhole(value)) return value;
  if (Array.isArray(value) && value.length > 0 && value.every(isWhole)) return value;
  const expected = "a whole number, or a list of them";
  throw new ArgumentError({ where, problem: `${name} is not valid`, expected, got: value });
}

/** Axes of a shape, counted from the front, in the order given. @throws ArgumentError where the shape has none such. */
export function axesIn(where: string, axes: Axes, shape: PartialShape): number[] {
  const extents = shape.map((extent) => extent ?? 0);
  return (typeof axes === "number" ? [axes] : axes).map((axis) => axisOf(where, axis, extents));
}

/** The extents of axes, for which weights are made. @throws ShapeError where one is unknown. */
export function knownExtents(where: string, axes: readonly number[], shape: PartialShape): number[] {
  return axes.map((axis) => {
    const extent = shape[axis] ?? null;
    if (extent !== null) return extent;
    throw new ShapeError({
      where,
      problem: `axis ${axis} of the input is unknown`,
      expected: "a known extent to build the weights for",
      got: shape,
    });
  });
}

/** The shape in which weights of some axes broadcast over a tensor: 1 on every other axis. */
export function broadcastShape(axes: readonly number[], shape: PartialShape): number[] {
  return shape.map((extent, axis) => (axes.includes(axis) ? (extent ?? 1) : 1));
}

function isWhole(value: unknown): value is number {
  return Number.isInteger(value);
}
