import { ArgumentError, elementCount } from "@sepconv/backend";
import { checkOptions, ones as onesTensor, tensor, zeros as zerosTensor } from "@sepconv/core";
import { type Initializer, makeInitializer } from "./initializer.js";

/** All zeros. */
export function zeros(options: Record<never, never> = {}): Initializer {
  checkOptions("Zeros", options, []);
  return makeInitializer("Zeros", {}, (shape, { dtype }) => zerosTensor(shape, dtype));
}

/** All ones. */
export function ones(options: Record<never, never> = {}): Initializer {
  checkOptions("Ones", options, []);
  return makeInitializer("Ones", {}, (shape, { dtype }) => onesTensor(shape, dtype));
}

export interface ConstantOptions {
  /** Default: 0. */
  readonly value?: number;
}

/** One number everywhere. */
export function constant(options: ConstantOptions = {}): Initializer {
  checkOptions("Constant", options, ["value"]);
  const { value = 0 } = options;
  if (typeof value !== "number") {
    throw new ArgumentError({ where: "Constant", problem: "value is not valid", expected: "a number", got: value });
  }
  return makeInitializer("Constant", { value }, (shape, { dtype = "float32" }) =>
    tensor(new Float64Array(elementCount(shape)).fill(value), shape, dtype),
  );
}
