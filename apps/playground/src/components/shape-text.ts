import type { PartialShape } from "@sepconv/layers";

/** A shape without its batch: `100 × 6`; open extents are `any`. */
export function shapeText(shape: PartialShape | null): string {
  if (shape === null) return "unknown";
  return (
    shape
      .slice(1)
      .map((extent) => extent ?? "any")
      .join(" × ") || "one number"
  );
}
