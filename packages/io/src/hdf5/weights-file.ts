/// <reference path="./jsfive.d.ts" />
import {
  type DType,
  elementCount,
  isFloating,
  ModelFormatError,
  type Shape,
  sameShape,
  type TypedArray,
  typedArray,
} from "@sepconv/backend";
import { Dataset, File, Group } from "jsfive";
import { readingPart } from "../format-error.js";
import { checkStructure } from "./check-structure.js";

const floats = { types: ["<f4", "<f8"] as readonly unknown[], names: "float32 or float64, little-endian" };
/** Keras stores numbers of 4 or 8 bytes, by its backend. */
const wholes = { types: ["<i4", "<i8"] as readonly unknown[], names: "int32 or int64, little-endian" };

interface OpenGroup {
  readonly group: Group;
  readonly names: ReadonlySet<string>;
}

/** Arrays in an HDF5 file, by path. Nothing is believed: structure, shapes and types are checked before elements are read. */
export class WeightsFile {
  readonly #where: string;
  /** The library reads a group anew each time, which a group of many entries makes slow; so each is read once. */
  readonly #groups = new Map<string, OpenGroup>();
  readonly #root: OpenGroup;

  /** @throws ModelFormatError where the bytes are no HDF5 file, or hold what Keras does not write. */
  constructor(where: string, bytes: Uint8Array) {
    this.#where = where;
    readingPart(where, "the weights file", () => checkStructure(where, bytes));
    // A copy of its own: the library takes a whole buffer.
    this.#root = readingPart(where, "the weights file", () => opened(new File(bytes.slice().buffer, "weights.h5")));
  }

  /** Names in a group; none when there is no such group. */
  names(path: string): readonly string[] {
    return [...(this.#group(path)?.names ?? [])];
  }

  /**
   * The elements of an array of numbers, in the dtype that is asked for: floating-point ones where floating-point ones are stored,
   * whole ones where whole ones are.
   *
   * @throws ModelFormatError where there is none, or its shape or type is another.
   */
  elements(path: string, shape: Shape, dtype: DType): TypedArray {
    const found = this.#dataset(path);
    if (found === undefined) {
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
    const known = isFloating(dtype) ? floats : wholes;
    if (!known.types.includes(type)) {
      throw new ModelFormatError({
        where: this.#where,
        problem: `the weight ${path} has another type`,
        expected: known.names,
        got: type,
      });
    }
    const values = readingPart(this.#where, path, () => {
      // Read once: the library reads the data anew each time.
      const { value } = found;
      const elements = typedArray(dtype, value.length);
      for (let index = 0; index < elements.length; index++) elements[index] = Number(value[index]);
      return elements;
    });
    if (values.length === elementCount(shape)) return values;
    throw new ModelFormatError({
      where: this.#where,
      problem: `the weight ${path} is cut off`,
      expected: `${elementCount(shape)} elements`,
      got: values.length,
    });
  }

  /** The elements of a list of floating-point numbers. @throws ModelFormatError where there is none. */
  list(path: string): TypedArray {
    const length = readingPart(this.#where, path, () => this.#dataset(path)?.shape[0] ?? 0);
    return this.elements(path, [length], "float64");
  }

  #dataset(path: string): Dataset | undefined {
    const slash = path.lastIndexOf("/");
    const parent = this.#group(path.slice(0, Math.max(slash, 0)));
    const found = parent && this.#child(parent, path.slice(slash + 1), path);
    return found instanceof Dataset ? found : undefined;
  }

  #group(path: string): OpenGroup | undefined {
    if (path === "") return this.#root;
    const known = this.#groups.get(path);
    if (known) return known;
    const slash = path.lastIndexOf("/");
    const parent = this.#group(path.slice(0, Math.max(slash, 0)));
    const found = parent && this.#child(parent, path.slice(slash + 1), path);
    if (!(found instanceof Group)) return undefined;
    const group = readingPart(this.#where, path, () => opened(found));
    this.#groups.set(path, group);
    return group;
  }

  #child({ group, names }: OpenGroup, name: string, path: string): Group | Dataset | undefined {
    return names.has(name) ? readingPart(this.#where, path, () => group.get(name)) : undefined;
  }
}

function opened(group: Group): OpenGroup {
  return { group, names: new Set(group.keys) };
}
