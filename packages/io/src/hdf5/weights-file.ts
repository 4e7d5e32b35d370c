/// <reference path="./jsfive.d.ts" />
import { elementCount, ModelFormatError, type Shape, sameShape } from "@sepconv/backend";
import { Dataset, File, Group } from "jsfive";
import { readingPart } from "../format-error.js";

/** Arrays in an HDF5 file, by path. Nothing is believed: shapes and types are checked before elements are read. */
export class WeightsFile {
  readonly #where: string;
  readonly #file: File;

  /** @throws ModelFormatError where the bytes are no HDF5 file. */
  constructor(where: string, bytes: Uint8Array) {
    this.#where = where;
    // A copy of its own: the library takes a whole buffer.
    this.#file = readingPart(where, "the weights file", () => new File(bytes.slice().buffer, "weights.h5"));
  }

  /** Names in a group; none when there is no such group. */
  names(path: string): readonly string[] {
    const found = this.#find(path);
    return found instanceof Group ? readingPart(this.#where, path, () => found.keys) : [];
  }

  /**
   * The elements of a float32 or float64 array.
   *
   * @throws ModelFormatError where there is none, or its shape or type is another.
   */
  floats(path: string, shape: Shape): Float32Array {
    const found = this.#find(path);
    if (!(found instanceof Dataset)) {
      throw new ModelFormatError({
        where: this.#where,
        problem: `the weight ${path} is missing`,
        expected: `an array [${shape.join(", ")}]`,
      });
    }
    const { stored, type } = readingPart(this.#where, path, () => ({ stored: [...found.shape], type: found.dtype }));
    if (!sameShape(stored, shape)) {
      throw new ModelFormatError({
        where: this.#where,
        problem: `the weight ${path} has another shape`,
        expected: `[${shape.join(", ")}]`,
        got: stored,
      });
    }
    if (type !== "<f4" && type !== "<f8") {
      throw new ModelFormatError({
        where: this.#where,
        problem: `the weight ${path} has another type`,
        expected: "float32 or float64, little-endian",
        got: type,
      });
    }
    const values = readingPart(this.#where, path, () => Float32Array.from(found.value, Number));
    if (values.length === elementCount(shape)) return values;
    throw new ModelFormatError({
      where: this.#where,
      problem: `the weight ${path} is cut off`,
      expected: `${elementCount(shape)} elements`,
      got: values.length,
    });
  }

  #find(path: string): Group | Dataset | undefined {
    let found: Group | Dataset | undefined = this.#file;
    for (const name of path.split("/")) {
      if (!(found instanceof Group)) return undefined;
      const group: Group = found;
      const known = readingPart(this.#where, path, () => group.keys.includes(name));
      found = known ? readingPart(this.#where, path, () => group.get(name)) : undefined;
    }
    return found;
  }
}
