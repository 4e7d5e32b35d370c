import { elementCount, ShapeError } from "@sepconv/backend";
import { checkOptions, finiteNumber, normalNumbers } from "@sepconv/core";
import { type Initializer, makeRandomInitializer, type SeedOptions } from "./initializer.js";

export interface OrthogonalOptions extends SeedOptions {
  /** The length of each row or column. Default: 1. */
  readonly gain?: number;
}

/**
 * A random orthogonal matrix times `gain`: a weight `[…, columns]` seen as a matrix has orthogonal columns, or rows where
 * there are fewer of them.
 *
 * @throws ShapeError for a weight of fewer than two dimensions.
 * @see Saxe et al., https://arxiv.org/abs/1312.6120
 */
export function orthogonal(options: OrthogonalOptions = {}): Initializer {
  const where = "Orthogonal";
  checkOptions(where, options, ["gain", "seed"]);
  const gain = finiteNumber(where, "gain", options.gain ?? 1);
  const config = () => ({ gain });
  return makeRandomInitializer(where, options, config, (source, shape) => {
    if (shape.length < 2) {
      const expected = "at least two dimensions";
      throw new ShapeError({ where, problem: "the weight is no matrix", expected, got: shape });
    }
    const columns = shape.at(-1) ?? 1;
    const rows = elementCount(shape.slice(0, -1));
    const [count, length] = rows < columns ? [rows, columns] : [columns, rows];
    const vectors = orthonormal(normalNumbers(source, count * length), count, length);
    const values = new Float64Array(rows * columns);
    for (let j = 0; j < count; j++) {
      for (let i = 0; i < length; i++) {
        const element = gain * (vectors[j * length + i] ?? 0);
        values[rows < columns ? j * columns + i : i * columns + j] = element;
      }
    }
    return values;
  });
}

/**
 * Orthonormal vectors that span those given, `[count, length]`: each is freed of its share in the ones before (modified
 * Gram–Schmidt, in double precision). Their signs are those of a QR factorisation with a positive diagonal.
 */
function orthonormal(vectors: Float64Array, count: number, length: number): Float64Array {
  for (let j = 0; j < count; j++) {
    const vector = vectors.subarray(j * length, (j + 1) * length);
    for (let k = 0; k < j; k++) {
      const other = vectors.subarray(k * length, (k + 1) * length);
      addTimes(vector, other, -dot(vector, other));
    }
    const size = Math.sqrt(dot(vector, vector));
    for (let i = 0; i < length; i++) vector[i] = (vector[i] ?? 0) / size;
  }
  return vectors;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function addTimes(a: Float64Array, b: Float64Array, factor: number): void {
  for (let i = 0; i < a.length; i++) a[i] = (a[i] ?? 0) + factor * (b[i] ?? 0);
}
