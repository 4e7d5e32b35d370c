import { ShapeError } from "@sepconv/backend";
import type { PartialShape } from "./partial-shape.js";

/**
 * What a layer asks of its input; unknown extents fit anything.
 *
 * @see https://keras.io/api/layers/base_layer/
 */
export interface InputSpec {
  /** The rank. */
  readonly ndim?: number | null;
  readonly minNdim?: number | null;
  readonly maxNdim?: number | null;
  /** Extents by axis; a negative one counts from the end. */
  readonly axes?: Readonly<Record<number, number>> | null;
  /** The whole shape, null where anything goes. */
  readonly shape?: PartialShape | null;
}

/** @throws ShapeError where the shape is not what the spec asks for. */
export function checkInputSpec(where: string, spec: InputSpec, inputShape: PartialShape): void {
  const rank = inputShape.length;
  const { shape } = spec;
  const ndim = spec.ndim ?? shape?.length ?? rank;
  const fits = rank === ndim && rank >= (spec.minNdim ?? 0) && rank <= (spec.maxNdim ?? rank);
  if (!fits) {
    const { minNdim, maxNdim } = spec;
    const expected = rank !== ndim ? ndim : `${minNdim ?? 0} to ${maxNdim ?? "any"}`;
    throw new ShapeError({
      where,
      problem: `the input has rank ${rank}`,
      expected: `rank ${expected}`,
      got: inputShape,
    });
  }
  const axes = { ...shape, ...spec.axes };
  for (const [key, wanted] of Object.entries(axes)) {
    const extent = inputShape.at(Number(key));
    if (extent === wanted || wanted === null || extent === null) continue;
    throw new ShapeError({
      where,
      problem: `axis ${key} of the input does not fit`,
      expected: `an extent of ${wanted}`,
      got: inputShape,
    });
  }
}
