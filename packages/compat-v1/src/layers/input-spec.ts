import { ArgumentError, ShapeError } from "@sepconv/backend";
import type { PartialShape } from "@sepconv/layers";

/** What a layer takes: a rank, or a least one, and extents of axes counted from the end. */
export interface InputSpec {
  readonly minNdim?: number;
  readonly ndim?: number;
  readonly axes?: Readonly<Record<number, number>>;
}

/** @throws ShapeError where a shape does not fit the spec. */
export function checkInputSpec(layer: string, spec: InputSpec | null, shape: PartialShape): void {
  const where = `layer "${layer}"`;
  const got = shape;
  const { minNdim, ndim, axes = {} } = spec ?? {};
  if (ndim !== undefined && shape.length !== ndim) {
    throw new ShapeError({ where, problem: "the input is incompatible with the layer", expected: `ndim=${ndim}`, got });
  }
  if (minNdim !== undefined && shape.length < minNdim) {
    const expected = `min_ndim=${minNdim}`;
    throw new ShapeError({ where, problem: "the input is incompatible with the layer", expected, got });
  }
  for (const [axis, extent] of Object.entries(axes)) {
    const found = shape.at(Number(axis));
    if (found === extent || found === null) continue;
    const expected = `axis ${axis} of input shape to have value ${extent}`;
    throw new ShapeError({ where, problem: "the input is incompatible with the layer", expected, got });
  }
}

/** @throws ArgumentError where the shape is none. */
export function checkedShape(where: string, shape: unknown): PartialShape {
  const valid =
    Array.isArray(shape) &&
    shape.every((extent) => extent === null || (Number.isSafeInteger(extent) && (extent as number) >= 0));
  if (valid) return shape;
  throw new ArgumentError({
    where,
    problem: "the shape is not one",
    expected: "extents, null where unknown",
    got: shape,
  });
}
