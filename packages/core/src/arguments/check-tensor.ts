import { ArgumentError, ShapeError } from "@sepconv/backend";
import { Tensor } from "../tensor/tensor.js";

/** @throws ArgumentError where an operand is no tensor. @throws ShapeError where its rank is another. */
export function checkTensor(where: string, name: string, value: unknown, rank?: number, form?: string): void {
  if (!(value instanceof Tensor)) {
    throw new ArgumentError({
      where,
      problem: `${name} is no tensor`,
      expected: "a tensor",
      got: value,
      remedy: "Make one with tensor().",
    });
  }
  if (rank !== undefined && value.shape.length !== rank) {
    throw new ShapeError({
      where,
      problem: `${name} has rank ${value.shape.length}`,
      expected: `rank ${rank}${form === undefined ? "" : `, ${form}`}`,
      got: value.shape,
    });
  }
}
