import { castSpec, type DType } from "@sepconv/backend";
import { checkTensor } from "../arguments/check-tensor.js";
import { engineFor, execute } from "../engine/execute.js";
import { followersOf } from "../engine/recorders.js";
import { observer } from "../program/observer.js";
import { checkDTypeName, tensor } from "../tensor/create-tensor.js";
import type { Tensor } from "../tensor/tensor.js";
import { reshapeTo } from "./reshape.js";

/**
 * The same values in another element type. To int32: cut towards zero; what int32 cannot hold, NaN included, gives any
 * number. To bool: whether it is not 0. From bool: 0 or 1. Gradients pass between floating-point types alone. A value that
 * rests on the host stays there.
 *
 * @throws ArgumentError for an unknown dtype. @throws DTypeError where the device does not compute with it.
 * @see https://www.tensorflow.org/api_docs/python/tf/cast
 * @example
 * cast(tensor([1.7, -1.7]), "int32").dataSync(); // [1, -1]
 */
export function cast(x: Tensor, dtype: DType): Tensor {
  checkTensor("cast", "x", x);
  checkDTypeName("cast", dtype);
  if (x.dtype === dtype) return reshapeTo(x, x.shape);
  const { host, home } = x.slot;
  // Labels from the host become numbers there: a device may know float32 alone. 0 and 1 are the device's business.
  const stays = home === null && dtype !== "bool" && followersOf([x]).length === 0;
  // A program repeats kernels alone: while one is recorded, a kernel casts where the device has both dtypes.
  const isRecorded = observer() !== null && [x.dtype, dtype].every((each) => engineFor([x]).dtypes.has(each));
  if (host && stays && !isRecorded) {
    observer()?.read(x.slot);
    return tensor(host, x.shape, dtype);
  }
  return execute({ spec: castSpec, attrs: { dtype }, dynamic: {}, inputs: { x }, outputShapes: { y: x.shape } }).y;
}
