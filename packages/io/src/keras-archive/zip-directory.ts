import { ModelFormatError } from "@sepconv/backend";

/** What the central directory says about an entry. */
export interface ZipEntry {
  readonly name: string;
  /** 0 is stored, 8 is deflated. */
  readonly method: number;
  readonly crc32: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where the entry's own header begins. */
  readonly headerOffset: number;
}

/** More entries than any model has. */
const mostEntries = 10_000;
const endSignature = 0x06054b50;
const directorySignature = 0x02014b50;
const headerSignature = 0x04034b50;

/**
 * The entries that a zip archive's central directory lists, little-endian, n, x and c being lengths of text:
 *
 *     end     signature 4 | disks 4 | entries on this disk 2 | entries 2 | directory's size 4 | its offset 4 | c 2 | comment c
 *     entry   signature 4 | versions 4 | flags 2 | method 2 | time 4 | CRC-32 4 | packed size 4 | size 4 | n 2 | x 2 | c 2
 *             | disk 2 | attributes 6 | header's offset 4 | name n | extra x | comment c
 *
 * @throws ModelFormatError where there is none, or it is a Zip64 one. @throws RangeError where it is cut off.
 * @see APPNOTE.TXT of PKWARE, version 6.3.10, sections 4.3.12 and 4.3.16
 */
export function* zipEntries(where: string, bytes: Uint8Array): Generator<ZipEntry, void> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(where, view);
  const count = view.getUint16(end + 10, true);
  let offset = view.getUint32(end + 16, true);
  if (count === 0xffff || offset === 0xffffffff) throw zip64(where);
  if (count > mostEntries) {
    throw new ModelFormatError({
      where,
      problem: "the archive has too many entries",
      expected: `at most ${mostEntries}`,
      got: count,
    });
  }
  const text = new TextDecoder();
  for (let index = 0; index < count; index++) {
    if (view.getUint32(offset, true) !== directorySignature) {
      throw new ModelFormatError({ where, problem: "the archive's directory is damaged" });
    }
    const nameLength = view.getUint16(offset + 28, true);
    const entry: ZipEntry = {
      name: text.decode(bytes.subarray(offset + 46, offset + 46 + nameLength)),
      method: view.getUint16(offset + 10, true),
      crc32: view.getUint32(offset + 16, true),
      packedSize: view.getUint32(offset + 20, true),
      size: view.getUint32(offset + 24, true),
      headerOffset: view.getUint32(offset + 42, true),
    };
    if ([entry.packedSize, entry.size, entry.headerOffset].includes(0xffffffff)) throw zip64(where);
    yield entry;
    offset += 46 + nameLength + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true);
  }
}

/**
 * The packed bytes of an entry. They lie behind its own header, of which only the lengths n and x count here:
 *
 *     signature 4 | version, flags, method, time, CRC-32, sizes 22 | n 2 | x 2 | name n | extra x | packed bytes
 *
 * @throws ModelFormatError where they are not in the archive.
 */
export function packedBytes(where: string, bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { headerOffset } = entry;
  if (view.getUint32(headerOffset, true) === headerSignature) {
    const start = headerOffset + 30 + view.getUint16(headerOffset + 26, true) + view.getUint16(headerOffset + 28, true);
    const packed = bytes.subarray(start, start + entry.packedSize);
    if (packed.length === entry.packedSize) return packed;
  }
  throw new ModelFormatError({ where, problem: `the entry ${entry.name} is not where the archive's directory says` });
}

/** The end record lies at the end, behind it a comment of at most 65,535 bytes. */
function endOfDirectory(where: string, view: DataView): number {
  const last = view.byteLength - 22;
  for (let offset = last; offset >= Math.max(0, last - 0xffff); offset--) {
    if (view.getUint32(offset, true) === endSignature) return offset;
  }
  throw new ModelFormatError({ where, problem: "the zip archive is cut off", expected: "a directory at its end" });
}

function zip64(where: string): ModelFormatError {
  return new ModelFormatError({
    where,
    problem: "the archive is in the Zip64 form, for files above 4 GiB",
    expected: "a plain zip archive, as Keras writes it",
  });
}
