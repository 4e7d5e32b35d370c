import { type Shape, ShapeError, sliceSpec } from "@sepconv/backend";
import { checkOptions } from "../arguments/check-options.js";
import { checkTensor } from "../arguments/check-tensor.js";
import { execute } from "../engine/execute.js";
import type { Tensor } from "../tensor/tensor.js";

/** What `slice` takes. */
export interface SliceOptions {
  /** The first element of each axis. Default: 0 on each. */
  readonly start?: readonly number[];
  /** Extents of the result. Default: as many as fit. */
  readonly size?: Shape;
  /** The distance between elements of each axis. Default: 1 on each. */
  readonly step?: readonly number[];
}

/**
 * Every `step`-th element from `start` on, on each axis: `y[i] = x[start + i·step]`.
 *
 * @throws ShapeError where an element would lie outside x, or an option does not have one number for each axis.
 * @example
 * slice(tensor([0, 1, 2, 3, 4, 5]), { start: [1], step: [2] }).dataSync(); // [1, 3, 5]
 */
export function slice(x: Tensor, options: SliceOptions = {}): Tensor {
  checkTensor("slice", "x", x);
  checkOptions("slice", options, ["start", "size", "step"]);
  const start = options.start ?? x.shape.map(() => 0);
  const step = options.step ?? x.shape.map(() => 1);
  checkCounts("start", start, 0, x.shape);
  checkCounts("step", step, 1, x.shape);
  const most = x.shape.map((extent, axis) => Math.max(0, Math.ceil((extent - (start[axis] ?? 0)) / (step[axis] ?? 1))));
  const size = options.size ?? most;
  checkCounts("size", size, 0, x.shape);
  size.forEach((extent, axis) => {
    if (extent <= (most[axis] ?? 0)) return;
    throw new ShapeError({
      where: "slice",
      problem: "elements lie outside x",
      expected: `at most [${most.join(", ")}]`,
      got: size,
    });
  });
  return stridedSlice(x, [...start], [...step], [...size]);
}

/** The op itself, with everything settled; a step of 0 repeats one element. @internal */
export function stridedSlice(x: Tensor, start: readonly number[], step: readonly number[], size: Shape): Tensor {
  return execute({ spec: sliceSpec, attrs: {}, dynamic: { start, step }, inputs: { x }, outputShapes: { y: size } }).y;
}

function checkCounts(name: string, counts: readonly number[], least: number, shape: Shape): void {
  if (
    Array.isArray(counts) &&
    counts.length === shape.length &&
    counts.every((count) => Number.isInteger(count) && count >= least)
  )
    return;
  throw new ShapeError({
    where: "slice",
    problem: `${name} is not valid`,
    expected: `${shape.length} whole numbers of at least ${least}`,
    got: counts,
  });
}
