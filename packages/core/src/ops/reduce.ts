import { type DType, elementCount, type ReduceKind, reduceSpec, type Shape } from "@sepconv/backend";
import { axisOf } from "../arguments/axis.js";
import { boolean } from "../arguments/boolean.js";
import { anything, checkDType, floats, numbers } from "../arguments/check-dtype.js";
import { checkOptions } from "../arguments/check-options.js";
import { checkTensor } from "../arguments/check-tensor.js";
import { execute } from "../engine/execute.js";
import { tidy } from "../tensor/scope.js";
import type { Tensor } from "../tensor/tensor.js";
import { reshapeTo } from "./reshape.js";

/** What sums, means, maxima and minima take. */
export interface ReduceOptions {
  /** The axis or axes to reduce; a negative one counts from the end. Default: all. */
  readonly axis?: number | readonly number[] | null;
  /** Whether reduced axes stay, with extent 1. Default: false. */
  readonly keepDims?: boolean;
}

/** What each kind takes: truth values have no sum, and the mean of integers is no integer. */
const dtypes: { readonly [Kind in ReduceKind]: readonly DType[] } = {
  sum: numbers,
  mean: floats,
  max: anything,
  min: anything,
};

/**
 * Reduces axes by a sum, a mean, a maximum or a minimum. Axes that lie side by side are reduced in one launch.
 *
 * @throws ArgumentError where there is no such axis. @throws DTypeError for the mean of integers, and for truth values
 * but their maximum and minimum.
 */
export function reduce(kind: ReduceKind, x: Tensor, options: ReduceOptions = {}, where: string = kind): Tensor {
  checkTensor(where, "x", x);
  checkOptions(where, options, ["axis", "keepDims"]);
  checkDType(where, "x", x, dtypes[kind]);
  const axes = axesOf(where, options.axis, x.shape);
  const keepDims = boolean(where, "keepDims", options.keepDims ?? false);
  return tidy(() => {
    let y = x;
    // From the last axis to the first, so that the earlier ones keep their place.
    for (let end = x.shape.length; end > 0; ) {
      let start = end;
      while (start > 0 && axes.has(start - 1)) start--;
      if (start < end) y = reduceRun(kind, y, start, end);
      end = Math.min(start, end - 1);
    }
    return reshapeTo(y, reducedShape(x.shape, axes, keepDims));
  });
}

/** Sum over axes: 0 over none; int32 wraps. @example sum(tensor([[1, 2], [3, 4]]), { axis: 0 }).dataSync(); // [4, 6] */
export const sum = (x: Tensor, options?: ReduceOptions): Tensor => reduce("sum", x, options);
/** Mean over axes: NaN over none. @example mean(tensor([1, 2, 3])).dataSync(); // [2] */
export const mean = (x: Tensor, options?: ReduceOptions): Tensor => reduce("mean", x, options);
/** Maximum over axes: −∞ over none (the least int32), NaN where one is NaN. @example max(tensor([1, 3, 2])).dataSync(); // [3] */
export const max = (x: Tensor, options?: ReduceOptions): Tensor => reduce("max", x, options);
/** Minimum over axes: ∞ over none (the greatest int32), NaN where one is NaN. @example min(tensor([3, 1, 2])).dataSync(); // [1] */
export const min = (x: Tensor, options?: ReduceOptions): Tensor => reduce("min", x, options);

/** Axes `start` to `end − 1` of x reduced to one of extent 1. */
function reduceRun(kind: ReduceKind, x: Tensor, start: number, end: number): Tensor {
  const outer = x.shape.slice(0, start);
  const inner = x.shape.slice(end);
  const folded = [elementCount(outer), elementCount(x.shape.slice(start, end)), elementCount(inner)];
  const { y } = execute({
    spec: reduceSpec,
    attrs: { kind },
    dynamic: {},
    inputs: { x: reshapeTo(x, folded) },
    outputShapes: { y: [elementCount(outer), elementCount(inner)] },
  });
  return reshapeTo(y, [...outer, ...new Array<number>(end - start).fill(1), ...inner]);
}

function axesOf(where: string, axis: ReduceOptions["axis"], shape: Shape): Set<number> {
  if (axis === undefined || axis === null) return new Set(shape.keys());
  const list = Array.isArray(axis) ? axis : [axis];
  return new Set(list.map((item) => axisOf(where, item, shape)));
}

function reducedShape(shape: Shape, axes: ReadonlySet<number>, keepDims: boolean): number[] {
  return shape.flatMap((extent, axis) => (axes.has(axis) ? (keepDims ? [1] : []) : [extent]));
}
