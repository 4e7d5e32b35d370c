import { ModelFormatError, type Shape, type TypedArray } from "@sepconv/backend";
import h5wasm, { type Group } from "h5wasm";
import { unreadable } from "../format-error.js";

/** A group `<path>vars` of a weights file, with the name of the layer and its arrays, called 0, 1, …. */
export interface WeightsGroup {
  readonly path: string;
  /** Null for none. */
  readonly name: string | null;
  readonly arrays: readonly WeightsArray[];
}

export interface WeightsArray {
  readonly shape: Shape;
  readonly elements: TypedArray;
}

/** In the library's own file system, which is in memory. */
const fileName = "weights.h5";

/**
 * The bytes of an HDF5 file of groups of arrays, in the oldest form of the format, which is Keras' and that of all readers.
 *
 * @throws ModelFormatError where the library cannot write it: its memory ends at 2 GiB.
 */
export async function writeWeights(where: string, groups: readonly WeightsGroup[]): Promise<Uint8Array> {
  const { FS } = await h5wasm.ready;
  try {
    const file = new h5wasm.File(fileName, "w", { libver: ["earliest", "latest"] });
    try {
      const made = new Set<string>();
      for (const { path, name, arrays } of groups) {
        const group = groupAt(file, made, `${path}vars`);
        if (name !== null) group.create_attribute("name", name);
        for (const [index, { elements, shape }] of arrays.entries()) {
          group.create_dataset({ name: `${index}`, data: stored(elements), shape: [...shape] });
        }
      }
      file.flush();
    } finally {
      file.close();
    }
    return FS.readFile(fileName);
  } catch (cause) {
    throw unreadable(where, "the weights file cannot be written", cause);
  } finally {
    if (FS.analyzePath(fileName).exists) FS.unlink(fileName);
  }
}

/** The group of a path; the library makes one level at a time, and says by null that it did not. */
function groupAt(file: Group, made: Set<string>, path: string): Group {
  const names = path.split("/");
  let group: Group | null = null;
  for (let depth = 1; depth <= names.length; depth++) {
    const part = names.slice(0, depth).join("/");
    if (made.has(part)) continue;
    made.add(part);
    group = file.create_group(part);
  }
  if (group) return group;
  throw new ModelFormatError({ where: "saveModel", problem: `the group ${path} cannot be made` });
}

/** Whole numbers have 8 bytes, as Keras writes them. */
function stored(elements: TypedArray): Float32Array | Float64Array | BigInt64Array {
  if (elements instanceof Float32Array || elements instanceof Float64Array) return elements;
  return BigInt64Array.from(elements, BigInt);
}
