import type { Hdf5Bytes } from "./hdf5-bytes.js";
import { contentOf, type HeaderMessage, type HeaderMessages, messageTypes } from "./object-header.js";

/**
 * Checks an array: its data must lie in the file in one piece, unfiltered, and be as large as shape and type say.
 *
 * @throws ModelFormatError
 * @see HDF5 File Format Specification, version 3.0, sections IV.A.2.b, IV.A.2.d and IV.A.2.i
 */
export function checkDataset(file: Hdf5Bytes, path: string, messages: HeaderMessages): void {
  if (messages.has(messageTypes.symbolTable)) throw file.refusal(`${path} is an array and a group`);
  if (messages.has(messageTypes.externalFiles)) throw file.refusal(`${path} lies in another file`);
  const message = (type: number): HeaderMessage => {
    const found = messages.get(type);
    if (found === undefined) throw file.refusal(`${path} has no shape, type or layout`);
    return found;
  };
  const elements = elementsOf(file, path, message(messageTypes.dataspace));
  const size = elements * elementSize(file, path, message(messageTypes.datatype));
  checkLayout(file, path, message(messageTypes.layout), size);
  if (messages.has(messageTypes.filters)) throw file.refusal(`${path} is filtered`, "unfiltered arrays");
}

/**
 * The number of elements that a dataspace message says:
 *
 *     version 1   1 | rank 1 | flags 1 | 0 5 | extents 8·rank | …
 *     version 2   2 | rank 1 | flags 1 | type 1, 2 being no data | extents 8·rank | …
 */
function elementsOf(file: Hdf5Bytes, path: string, message: HeaderMessage): number {
  const start = contentOf(file, path, message, 4);
  const version = file.uint8(start);
  const rank = file.uint8(start + 1);
  if ((version !== 1 && version !== 2) || rank > 32 || (version === 2 && file.uint8(start + 3) > 1)) {
    throw file.refusal(`${path} has no plain shape`);
  }
  const extents = start + (version === 1 ? 8 : 4);
  contentOf(file, path, message, extents - start + 8 * rank);
  let elements = 1;
  for (let axis = 0; axis < rank; axis++) elements *= file.uint64(extents + 8 * axis);
  return elements;
}

/**
 * The bytes of one element, from a datatype message:
 *
 *     class and version 1, the class in the lower four bits | bits 3 | size 4 | properties
 *
 * Enumerations (8) and variable lengths (9) hold another type as their first property. One level of it is enough for
 * text and truth values; a chain of types would be followed without an end.
 */
function elementSize(file: Hdf5Bytes, path: string, message: HeaderMessage): number {
  const start = contentOf(file, path, message, 8);
  const typeClass = file.uint8(start) & 15;
  if (typeClass === 8 || typeClass === 9) {
    const base = file.uint8(contentOf(file, path, message, 16) + 8) & 15;
    if (base > 3) throw file.refusal(`${path} has elements of a nested type`);
  }
  return file.uint32(start + 4);
}

/**
 * Checks a data layout message against the size in bytes. Of version 3:
 *
 *     3 | class 1, 0 | size 2 | data         compact: in the message itself
 *     3 | class 1, 1 | address 8 | size 8    contiguous
 *     3 | class 1, 2 | …                     chunked
 */
function checkLayout(file: Hdf5Bytes, path: string, message: HeaderMessage, size: number): void {
  const start = contentOf(file, path, message, 2);
  const version = file.uint8(start);
  if (version !== 3) throw file.refusal(`the layout of ${path} is of another version`, "version 3", version);
  const layoutClass = file.uint8(start + 1);
  if (layoutClass > 1) {
    const problem = layoutClass === 2 ? `${path} is stored in chunks` : `${path} is stored in another way`;
    throw file.refusal(problem, "contiguous arrays, as Keras writes them");
  }
  contentOf(file, path, message, layoutClass === 0 ? 4 : 18);
  const stored = layoutClass === 0 ? file.uint16(start + 2) : file.uint64(start + 10);
  if (stored !== size) throw file.refusal(`the data of ${path} is of another size`, `${size} bytes`, stored);
  if (layoutClass === 0) contentOf(file, path, message, 4 + size);
  else if (size > 0) file.extend(`the data of ${path}`, file.uint64(start + 2), size);
}
