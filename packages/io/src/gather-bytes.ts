import { AbortedError, ModelFormatError } from "@sepconv/backend";
import type { AbortSignalLike } from "@sepconv/layers";

/** How far reading has come. */
export interface LoadProgress {
  /** Bytes that are there. */
  readonly loaded: number;
  /** Bytes of the file; null where the source does not say. */
  readonly total: number | null;
}

/** How a source is read. */
export interface Reading {
  readonly maxBytes: number;
  readonly signal?: AbortSignalLike | undefined;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
}

/**
 * The bytes of a stream in one piece. A stream without an end is given up at the limit.
 *
 * @param total how many there should be, for the progress.
 * @throws ModelFormatError above `maxBytes`. @throws AbortedError when the signal fires. What the stream throws passes through.
 */
export async function gatherBytes(
  where: string,
  pieces: AsyncIterable<Uint8Array>,
  { maxBytes, signal, onProgress }: Reading,
  total: number | null,
): Promise<Uint8Array> {
  const gathered: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > maxBytes) throw tooLarge(where, length, maxBytes);
    if (signal?.aborted) throw aborted(where);
    gathered.push(piece);
    onProgress?.({ loaded: length, total });
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

export function aborted(where: string): AbortedError {
  return new AbortedError({ where, problem: "aborted before the file was read" });
}
