import { ArgumentError } from "@sepconv/backend";

/** An axis, or several. */
export type Axes = number | readonly number[];

/** What a constructor takes as axes, as it was given. @throws ArgumentError for anything but whole numbers. */
export function axesFrom(where: string, axis: unknown): Axes {
  const axes: unknown = Array.isArray(axis) ? [...axis] : axis;
  const valid = Array.isArray(axes) ? axes.every(Number.isInteger) : Number.isInteger(axes);
  if (valid) return axes as Axes;
  const expected = "a whole number, or a list of them";
  throw new ArgumentError({ where, problem: "axis is not valid", expected, got: axis });
}

/** Axes counted from the front. @throws ArgumentError for one that the rank does not have, and for one that is there twice. */
export function normalizedAxes(where: string, axis: Axes, rank: number): readonly number[] {
  const axes = (typeof axis === "number" ? [axis] : axis).map((each) => (each < 0 ? each + rank : each));
  if (axes.some((each) => each < 0 || each >= rank)) {
    const expected = `axes of an input of rank ${rank}`;
    throw new ArgumentError({ where, problem: "axis is not valid", expected, got: axis });
  }
  if (new Set(axes).size < axes.length) {
    throw new ArgumentError({ where, problem: "axis is there twice", expected: "each axis once", got: axis });
  }
  return axes;
}
