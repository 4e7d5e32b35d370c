/**
 * The digits of a printable text: all characters of ASCII but `"`, `<` and `\`, which quotes and pages would have to escape.
 * 90 stand for a byte each, and two give the next one 90 or 180 more. The digits that are frequent in modules are characters
 * that are frequent in minified code: gzip codes both by one table, and a page needs 1 % less than with ASCII's order.
 */
const digits = "3d4Weolrs}>:)u?(h][&a.y +;bm1cf{2*SA,tikwgGF$EI'D6|5Tz!U#Y/VPX%BLJCO0p_8x7vj-N`RH~MQ^Z@q9K=n";
const plainDigits = 90;
/** The most frequent bytes of a module are small ones and the prefix of SIMD, 253: they get one digit. */
const firstByte = 252;

/** The bytes of a printable text: those from 252 on, then from 0, are the digits in their order. */
export function decodePrintable(text: string): Uint8Array {
  const bytes: number[] = [];
  let more = 0;
  for (const character of text) {
    const digit = digits.indexOf(character);
    if (digit < plainDigits) {
      bytes.push((digit + more + firstByte) & 255);
      more = 0;
    } else more = (digit - plainDigits + 1) * plainDigits;
  }
  return Uint8Array.from(bytes);
}

/** The text of bytes, for the script that builds modules. */
export function encodePrintable(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => {
    const value = (byte - firstByte + 256) & 255;
    const more = Math.floor(value / plainDigits);
    return `${more === 0 ? "" : digits[plainDigits + more - 1]}${digits[value % plainDigits]}`;
  }).join("");
}
