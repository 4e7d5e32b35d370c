import { ModelFormatError } from "@sepconv/backend";
import { readingPart } from "../format-error.js";
import { crc32 } from "./crc32.js";
import { inflate, otherSize } from "./inflate.js";
import { packedBytes, type ZipEntry, zipEntries } from "./zip-directory.js";

/**
 * The wanted entries of a zip archive, each with the most bytes that it may have.
 *
 * Sizes are bounded by what the archive's directory declares before anything is unpacked. What comes out must have the
 * declared size and the declared CRC-32.
 *
 * @throws ModelFormatError
 */
export function unzip(
  where: string,
  bytes: Uint8Array,
  wanted: ReadonlyMap<string, number>,
  maxBytes: number,
): ReadonlyMap<string, Uint8Array> {
  return readingPart(where, "the zip archive", () => {
    const chosen = new Map<string, ZipEntry>();
    let total = 0;
    for (const entry of zipEntries(where, bytes)) {
      const most = wanted.get(entry.name);
      if (most === undefined) continue;
      if (chosen.has(entry.name)) {
        throw new ModelFormatError({ where, problem: `the archive has two entries ${entry.name}` });
      }
      if (entry.size > most) {
        throw new ModelFormatError({
          where,
          problem: `${entry.name} is too large`,
          expected: `at most ${most} bytes`,
          got: entry.size,
        });
      }
      total += entry.size;
      chosen.set(entry.name, entry);
    }
    if (total > maxBytes) {
      throw new ModelFormatError({
        where,
        problem: "the archive is too large",
        expected: `at most ${maxBytes} bytes unpacked`,
        got: total,
        remedy: "Pass a larger maxBytes if you trust the file.",
      });
    }
    return new Map([...chosen].map(([name, entry]) => [name, unpack(where, bytes, entry)]));
  });
}

function unpack(where: string, bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const { name, method, size } = entry;
  if (method !== 0 && method !== 8) {
    throw new ModelFormatError({
      where,
      problem: `the entry ${name} is packed in another way`,
      expected: "method 0 (stored) or 8 (deflated)",
      got: method,
    });
  }
  const packed = packedBytes(where, bytes, entry);
  const content = method === 0 ? packed : readingPart(where, name, () => inflate(where, name, packed, size));
  if (content.length !== size) throw otherSize(where, name, size, content.length);
  if (crc32(content) === entry.crc32) return content;
  throw new ModelFormatError({
    where,
    problem: `the entry ${name} is damaged: its CRC-32 differs from the archive's`,
    remedy: "Copy or download the file again.",
  });
}
