/** Extents of which some may be unknown (null), as the batch size before data arrive. */
export type PartialShape = readonly (number | null)[];

export function showShape(shape: PartialShape): string {
  return `[${shape.map(String).join(", ")}]`;
}
