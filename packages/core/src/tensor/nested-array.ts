import { ArgumentError, elementCount, maxRank, type Shape, ShapeError, type TypedArray } from "@sepconv/backend";

/** Numbers or booleans nested to any depth; every list of one level has one length. */
export type NestedArray = number | boolean | readonly NestedArray[];

/** Row-major elements as nested arrays of the given shape. */
export function nest(data: TypedArray, shape: Shape): NestedArray {
  const level = (axis: number, offset: number): NestedArray => {
    if (axis === shape.length) return data[offset] ?? 0;
    const stride = elementCount(shape.slice(axis + 1));
    return Array.from({ length: shape[axis] ?? 0 }, (_, index) => level(axis + 1, offset + index * stride));
  };
  return level(0, 0);
}

/** The shape of nested arrays, read along their first elements, as deep as a tensor may be and one level more. */
export function shapeOfNested(nested: NestedArray): number[] {
  const shape: number[] = [];
  for (let level: NestedArray | undefined = nested; isList(level) && shape.length <= maxRank; level = level[0]) {
    shape.push(level.length);
  }
  return shape;
}

/**
 * The elements of nested arrays in row-major order.
 *
 * @throws ShapeError where lists of one level differ in length.
 * @throws ArgumentError where an element is neither a number nor a boolean.
 */
export function flatten(where: string, nested: NestedArray, shape: Shape): number[] {
  const elements: number[] = [];
  const visit = (level: NestedArray, axis: number): void => {
    if (!isList(level)) {
      if (axis !== shape.length) throw raggedError(where, shape, level);
      if (typeof level !== "number" && typeof level !== "boolean") {
        throw new ArgumentError({
          where,
          problem: "data holds something else",
          expected: "numbers or booleans",
          got: level,
        });
      }
      elements.push(Number(level));
      return;
    }
    if (axis >= shape.length || level.length !== shape[axis]) throw raggedError(where, shape, level);
    for (const item of level) visit(item, axis + 1);
  };
  visit(nested, 0);
  return elements;
}

function isList(level: NestedArray | undefined): level is readonly NestedArray[] {
  return Array.isArray(level);
}

function raggedError(where: string, shape: Shape, got: unknown): ShapeError {
  return new ShapeError({
    where,
    problem: "nested arrays are ragged",
    expected: `lists as in [${shape.join(", ")}]`,
    got,
  });
}
