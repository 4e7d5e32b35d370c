import { ShapeError } from "@sepconv/backend";
import { axisOf, mul, sigmoid, stridedSlice, type Tensor, tidy } from "@sepconv/core";

/**
 * `a · sigmoid(b)`, with a and b the first and the second half of x along an axis, which becomes half as long.
 *
 * @throws ShapeError where the axis has an odd extent. @throws ArgumentError where there is no such axis.
 */
export function gluOf(x: Tensor, axis: number): Tensor {
  const split = axisOf("glu", axis, x.shape);
  const extent = x.shape[split] ?? 0;
  if (extent % 2 !== 0) {
    throw new ShapeError({
      where: "glu",
      problem: `axis ${axis} cannot be halved`,
      expected: "an even extent",
      got: x.shape,
    });
  }
  const size = x.shape.with(split, extent / 2);
  const half = (first: number): Tensor =>
    stridedSlice(
      x,
      x.shape.map((_, index) => (index === split ? first : 0)),
      x.shape.map(() => 1),
      size,
    );
  return tidy(() => mul(half(0), sigmoid(half(extent / 2))));
}
