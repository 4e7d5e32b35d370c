import { type ArgReduceKind, argReduceSpec, ShapeError } from "@sepconv/backend";
import { axisOf } from "../arguments/axis.js";
import { boolean } from "../arguments/boolean.js";
import { checkOptions } from "../arguments/check-options.js";
import { checkTensor } from "../arguments/check-tensor.js";
import { execute } from "../engine/execute.js";
import { tidy } from "../tensor/scope.js";
import type { Tensor } from "../tensor/tensor.js";
import { foldAround } from "./fold-around.js";
import { reshapeTo } from "./reshape.js";

/** What `argMax` and `argMin` take. */
export interface ArgReduceOptions {
  /** The axis to look along; a negative one counts from the end. Default: all elements as one row. */
  readonly axis?: number | null;
  /** Whether the axis stays, with extent 1. Default: false. */
  readonly keepDims?: boolean;
}

/**
 * Where the extremum along an axis stands, as int32: the first one where several are equal, the first NaN where there is one.
 *
 * @throws ArgumentError where there is no such axis. @throws ShapeError where there is no element to find.
 */
function argReduce(kind: ArgReduceKind, x: Tensor, options: ArgReduceOptions = {}): Tensor {
  checkTensor(kind, "x", x);
  checkOptions(kind, options, ["axis", "keepDims"]);
  const axis = options.axis ?? null;
  const keepDims = boolean(kind, "keepDims", options.keepDims ?? false);
  const at = axis === null ? null : axisOf(kind, axis, x.shape);
  const folded = at === null ? [1, x.size, 1] : foldAround(x.shape, at);
  const [outer = 1, n = 0, inner = 1] = folded;
  if (n === 0) {
    throw new ShapeError({
      where: kind,
      problem: "there is no element to find",
      expected: "one or more",
      got: x.shape,
    });
  }
  const kept = x.shape.map((extent, index) => (at === null || index === at ? 1 : extent));
  const shape = keepDims ? kept : at === null ? [] : x.shape.toSpliced(at, 1);
  return tidy(() => {
    const call = {
      spec: argReduceSpec,
      attrs: { kind },
      dynamic: {},
      inputs: { x: reshapeTo(x, folded) },
      outputShapes: { y: [outer, inner] },
    };
    return reshapeTo(execute(call).y, shape);
  });
}

/** Where the maximum stands. @example argMax(tensor([[1, 3], [5, 2]]), { axis: 1 }).dataSync(); // [1, 0] */
export const argMax = (x: Tensor, options?: ArgReduceOptions): Tensor => argReduce("argMax", x, options);
/** Where the minimum stands. @example argMin(tensor([3, 1, 1])).dataSync(); // [1] */
export const argMin = (x: Tensor, options?: ArgReduceOptions): Tensor => argReduce("argMin", x, options);
