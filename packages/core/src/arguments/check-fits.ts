import { ShapeError } from "@sepconv/backend";
import type { Tensor } from "../tensor/tensor.js";
import { checkTensor } from "./check-tensor.js";

/** Extents of a shape: a number must be met, a word stands for any. */
export type ShapePattern = readonly (number | string)[];

/** @throws ArgumentError where `tensor` is none. @throws ShapeError where its shape is not that of the pattern. */
export function checkFits(where: string, name: string, tensor: Tensor, pattern: ShapePattern): void {
  checkTensor(where, name, tensor);
  const { shape } = tensor;
  const fits = pattern.every((extent, axis) => typeof extent === "string" || extent === shape[axis]);
  if (fits && shape.length === pattern.length) return;
  const problem = `${name} has another shape`;
  throw new ShapeError({ where, problem, expected: `[${pattern.join(", ")}]`, got: shape });
}
