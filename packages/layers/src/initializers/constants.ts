import { ones as onesTensor, zeros as zerosTensor } from "@sepconv/core";
import { type Initializer, makeInitializer } from "./initializer.js";

/** All zeros. */
export function zeros(): Initializer {
  return makeInitializer("Zeros", {}, (shape, { dtype }) => zerosTensor(shape, dtype));
}

/** All ones. */
export function ones(): Initializer {
  return makeInitializer("Ones", {}, (shape, { dtype }) => onesTensor(shape, dtype));
}
