import type { HostArray } from "../op-case.js";
import { flatIndex } from "./positions.js";

/** The element of `array` that a position of the result sees: axes count from the end, an extent of 1 has one index. */
export function stretched(array: HostArray, position: readonly number[]): number {
  const own = position.slice(position.length - array.shape.length);
  const index = own.map((i, axis) => (array.shape[axis] === 1 ? 0 : i));
  return array.values[flatIndex(array.shape, index)]!;
}
