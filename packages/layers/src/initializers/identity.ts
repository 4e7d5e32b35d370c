import { ShapeError } from "@sepconv/backend";
import { checkOptions, finiteNumber, tensor } from "@sepconv/core";
import { type Initializer, makeInitializer } from "./initializer.js";

export interface IdentityOptions {
  /** What stands on the diagonal. Default: 1. */
  readonly gain?: number;
}

/** The identity matrix times `gain`. Keras 3's configuration does not keep the gain. @throws ShapeError for another rank than 2. */
export function identity(options: IdentityOptions = {}): Initializer {
  checkOptions("Identity", options, ["gain"]);
  const gain = finiteNumber("Identity", "gain", options.gain ?? 1);
  const config = (dialect: string) => (dialect === "keras2" ? { gain } : {});
  return makeInitializer("Identity", config, (shape, { dtype = "float32" }) => {
    const [rows = 0, columns = 0] = shape;
    if (shape.length !== 2) {
      throw new ShapeError({ where: "Identity", problem: "the weight is no matrix", expected: "rank 2", got: shape });
    }
    const values = Float64Array.from({ length: rows * columns }, (_, index) =>
      Math.floor(index / columns) === index % columns ? gain : 0,
    );
    return tensor(values, shape, dtype);
  });
}
