import { ModelFormatError } from "@sepconv/backend";
import { unzipSync } from "fflate";
import { readingPart } from "../format-error.js";

/** More entries than any model has. */
const mostEntries = 10_000;

/**
 * The wanted entries of a zip archive. Sizes are bounded by what the archive declares before anything is unpacked, and
 * an entry that unpacks to another size than declared is refused.
 *
 * @throws ModelFormatError
 */
export function unzip(
  where: string,
  bytes: Uint8Array,
  wanted: readonly string[],
  maxBytes: number,
): ReadonlyMap<string, Uint8Array> {
  const declared = new Map<string, number>();
  let entries = 0;
  let total = 0;
  const unpacked = readingPart(where, "the zip archive", () =>
    unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (++entries > mostEntries) {
          throw new ModelFormatError({
            where,
            problem: "the archive has too many entries",
            expected: `at most ${mostEntries}`,
          });
        }
        if (!wanted.includes(name)) return false;
        if (declared.has(name)) throw new ModelFormatError({ where, problem: `the archive has two entries ${name}` });
        total += originalSize;
        if (total > maxBytes) {
          throw new ModelFormatError({
            where,
            problem: "the archive is too large",
            expected: `at most ${maxBytes} bytes unpacked`,
            got: total,
            remedy: "Pass a larger maxBytes if you trust the file.",
          });
        }
        declared.set(name, originalSize);
        return true;
      },
    }),
  );
  const found = new Map<string, Uint8Array>();
  for (const [name, size] of declared) {
    const content = Object.hasOwn(unpacked, name) ? unpacked[name] : undefined;
    if (content?.length !== size) {
      throw new ModelFormatError({
        where,
        problem: `the entry ${name} is cut off`,
        expected: `${size} bytes`,
        got: content?.length,
      });
    }
    found.set(name, content);
  }
  return found;
}
