import { ArgumentError, type Shape } from "@sepconv/backend";

/** An axis counted from the front; a negative one counts from the end. @throws ArgumentError when there is no such axis. */
export function axisOf(where: string, axis: number, shape: Shape): number {
  const rank = shape.length;
  if (Number.isInteger(axis) && axis >= -rank && axis < rank) return axis < 0 ? axis + rank : axis;
  throw new ArgumentError({
    where,
    problem: "axis is out of range",
    expected: `a whole number from ${-rank} to ${rank - 1}, for shape [${shape.join(", ")}]`,
    got: axis,
  });
}
