import { ModelFormatError } from "@sepconv/backend";
import { Inflate } from "fflate";

/** Small, so that little is done in vain after the point at which unpacking has to end. */
const pieceBytes = 1024;

/**
 * Unpacks a deflated entry of a declared size.
 *
 * Work is bounded: it ends as soon as more comes out than declared, at which the library alone would silently stop
 * writing and go on, and when it takes longer than 1 s and 1 µs per byte, many times what honest data needs. The clock
 * is needed because the library also builds Huffman tables that contradict themselves, of which 30 bytes take 15 ms.
 *
 * @throws ModelFormatError where the size is another, or unpacking takes too long. @throws what fflate throws.
 */
export function inflate(where: string, name: string, packed: Uint8Array, size: number): Uint8Array {
  const content = new Uint8Array(size);
  let length = 0;
  const stream = new Inflate((piece) => {
    if (length + piece.length > size) throw otherSize(where, name, size, "more");
    content.set(piece, length);
    length += piece.length;
  });
  const deadline = performance.now() + 1000 + (packed.length + size) / 1000;
  for (let offset = 0; offset < packed.length; offset += pieceBytes) {
    const next = offset + pieceBytes;
    stream.push(packed.subarray(offset, next), next >= packed.length);
    if (performance.now() > deadline) {
      throw new ModelFormatError({ where, problem: `the entry ${name} takes too long to unpack` });
    }
  }
  if (length === size) return content;
  throw otherSize(where, name, size, length);
}

export function otherSize(where: string, name: string, size: number, got: number | "more"): ModelFormatError {
  return new ModelFormatError({
    where,
    problem: `the entry ${name} has another size than declared`,
    expected: `${size} bytes`,
    got,
  });
}
