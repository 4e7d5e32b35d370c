/**
 * The CRC-32 of zip: the remainder of the bytes, as a polynomial over two elements, by 0xEDB88320 with reflected bits.
 *
 *     crc ← table[(crc ⊕ byte) mod 256] ⊕ ⌊crc / 256⌋, from all ones, inverted at the end
 *
 * @see APPNOTE.TXT of PKWARE, section 4.4.7
 */
export function crc32(bytes: Uint8Array): number {
  const table = Uint32Array.from({ length: 256 }, (_, byte) => {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
    return remainder;
  });
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (table[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}
