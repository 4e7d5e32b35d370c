import { ModelFormatError } from "@sepconv/backend";

/**
 * The bytes of a stream in one piece. A stream without an end is given up at the limit.
 *
 * @throws ModelFormatError above `maxBytes`; what the stream throws passes through.
 */
export async function gatherBytes(
  where: string,
  pieces: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array> {
  const gathered: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > maxBytes) throw tooLarge(where, length, maxBytes);
    gathered.push(piece);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const piece of gathered) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}

export function tooLarge(where: string, bytes: number, maxBytes: number): ModelFormatError {
  return new ModelFormatError({
    where,
    problem: "the file is too large",
    expected: `at most ${maxBytes} bytes`,
    got: bytes,
    remedy: "Pass a larger maxBytes if you trust the file.",
  });
}
