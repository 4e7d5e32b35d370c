/** A printable text has 90 digits that stand for a byte each, and two that give the next one 90 or 180 more. */
const digits = 90;
/** The most frequent bytes of a module are small ones and the prefix of SIMD, 253: they get one digit. */
const firstByte = 252;

/**
 * The bytes of a printable text: bytes from 252 on, then from 0, are the printable characters of ASCII in their order but
 * for `"`, `<` and `\`, which quotes and pages would have to escape.
 */
export function decodePrintable(text: string): Uint8Array {
  const bytes: number[] = [];
  let more = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const digit = code - 32 - Number(code > 34) - Number(code > 60) - Number(code > 92);
    if (digit < digits) {
      bytes.push((digit + more + firstByte) & 255);
      more = 0;
    } else more = (digit - digits + 1) * digits;
  }
  return Uint8Array.from(bytes);
}

/** The text of bytes, for the script that builds modules. */
export function encodePrintable(bytes: Uint8Array): string {
  const characters = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).filter(
    (character) => !'"<\\'.includes(character),
  );
  return Array.from(bytes, (byte) => {
    const value = (byte - firstByte + 256) & 255;
    const more = Math.floor(value / digits);
    return `${more === 0 ? "" : characters[digits + more - 1]}${characters[value % digits]}`;
  }).join("");
}
