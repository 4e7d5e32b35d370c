import { maxRank, ShapeError } from "@sepconv/backend";

/** Extents of which some may be unknown (null), as the batch size before data arrive. */
export type PartialShape = readonly (number | null)[];

export function showShape(shape: PartialShape): string {
  return `[${shape.map(String).join(", ")}]`;
}

export function isPartialShape(value: unknown): value is PartialShape {
  const isExtent = (extent: unknown): boolean =>
    extent === null || (typeof extent === "number" && Number.isSafeInteger(extent) && extent >= 0);
  return Array.isArray(value) && value.length <= maxRank && Array.from(value).every(isExtent);
}

/** @throws ShapeError where `shape` is none. */
export function checkPartialShape(where: string, shape: unknown): void {
  if (isPartialShape(shape)) return;
  throw new ShapeError({
    where,
    problem: "the input shape is not one",
    expected: `at most ${maxRank} whole numbers, or null for unknown extents`,
    got: shape,
  });
}
